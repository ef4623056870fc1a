package tare.harness.backend.guestkernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The modules that a guest needs for its network card, and all that these need. */
final class CardModules {

    /** The driver of the card, and that of the bus that it lies on, which a kernel may have. */
    private static final String CARD = "virtio_net";

    private static final String BUS = "virtio_pci";

    /** The end of the files' names. */
    static final String SUFFIX = ".ko";

    private final Path directory;
    private final Set<String> wanted = new LinkedHashSet<>(List.of(BUS, CARD));
    private final Map<String, List<String>> found = new TreeMap<>();

    /**
     * @param directory gets those that are found
     */
    CardModules(Path directory) {
        this.directory = directory;
    }

    boolean wants(String module) {
        return wanted.contains(module) && !found.containsKey(module);
    }

    /**
     * Keeps one that is wanted, and wants what it needs.
     *
     * @param content unpacked
     * @param needed as {@link ModuleFile#needs} says
     */
    void keep(String module, byte[] content, List<String> needed) throws IOException {
        Files.write(directory.resolve(module + SUFFIX), content);
        found.put(module, List.copyOf(needed));
        wanted.addAll(needed);
    }

    int count() {
        return found.size();
    }

    /**
     * The files' names in an order in which the modules can be loaded; none if there is no driver
     * of the card, or one is not there that it needs. What was kept in vain is removed.
     */
    List<String> loadable() throws IOException {
        Set<String> ordered = new LinkedHashSet<>();
        if (whole()) {
            place(BUS, new HashSet<>(), ordered);
            place(CARD, new HashSet<>(), ordered);
        }
        for (String module : found.keySet()) {
            if (!ordered.contains(module)) {
                Files.delete(directory.resolve(module + SUFFIX));
            }
        }
        List<String> names = new ArrayList<>();
        ordered.forEach(module -> names.add(module + SUFFIX));
        return names;
    }

    private boolean whole() {
        return found.containsKey(CARD)
                && wanted.stream().allMatch(name -> name.equals(BUS) || found.containsKey(name));
    }

    /** After what it needs; in a circle, which no kernel has, each is entered once. */
    private void place(String module, Set<String> entered, Set<String> ordered) {
        List<String> needs = found.get(module);
        if (needs != null && entered.add(module)) {
            needs.forEach(needed -> place(needed, entered, ordered));
            ordered.add(module);
        }
    }
}
