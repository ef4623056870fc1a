package tare.harness.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What launches could leave on the host, counted. */
public final class HostCount {

    private HostCount() {}

    /**
     * Counts everything.
     *
     * @param token part of the names of the run's cgroups
     */
    public static Map<String, Long> now(String token) {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("descriptors", (long) descriptors().size());
        counts.put("threads", entries("/proc/self/task"));
        counts.put("mappings", lines("/proc/self/maps", line -> true));
        counts.put("mounts", lines("/proc/self/mountinfo", line -> true));
        counts.put("children", children(state -> true));
        counts.put("zombies", children(state -> state == 'Z'));
        counts.put("cgroups", cgroups(token));
        return counts;
    }

    /**
     * What the descriptors of this VM lead to, without the archives of classes that it opens when
     * it needs the first class of one, and keeps.
     */
    static List<String> descriptors() {
        try (Stream<Path> list = Files.list(Path.of("/proc/self/fd"))) {
            return list.map(HostCount::target)
                    .filter(target -> !target.isEmpty() && !target.endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static long entries(String directory) {
        try (Stream<Path> list = Files.list(Path.of(directory))) {
            return list.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(String file, Predicate<String> wanted) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(wanted).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processes whose parent is this VM, by field 4 of /proc/PID/stat. */
    private static long children(Predicate<Character> wanted) {
        String parent = Long.toString(ProcessHandle.current().pid());
        try (Stream<Path> list = Files.list(Path.of("/proc"))) {
            return list.filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .map(HostCount::afterName)
                    .filter(stat -> stat.length() > 2 && stat.split(" ", -1)[1].equals(parent))
                    .filter(stat -> wanted.test(stat.charAt(0)))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String afterName(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            return stat.substring(stat.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return "";
        }
    }

    private static long cgroups(String token) {
        Path root = Path.of("/sys/fs/cgroup");
        if (!Files.isDirectory(root)) {
            return 0;
        }
        try (Stream<Path> tree =
                Files.find(
                        root,
                        12,
                        (path, attributes) ->
                                attributes.isDirectory()
                                        && path.getFileName().toString().contains(token))) {
            return tree.count();
        } catch (IOException | UncheckedIOException e) {
            // Another test's group went away while we walked: count again.
            return cgroups(token);
        }
    }
}
