package tare.harness.setup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** A package manager in memory. */
final class FakePrograms implements Programs {

    static final String METAPACKAGE = "linux-image-cloud-amd64";

    final Set<String> present =
            new HashSet<>(Set.of("apt-get", "apt-cache", "dpkg-query", "setsid"));
    final Map<String, String> installed = new TreeMap<>();
    final Map<String, String> available = new TreeMap<>();
    final List<List<String>> changes = new ArrayList<>();

    /** What apt-cache shows of packages. */
    final Map<String, String> shown = new TreeMap<>();

    /** Where the last command worked. */
    Optional<Path> directory = Optional.empty();

    /** What apt-get does instead of its work; null for its work. */
    Function<List<String>, Ended> aptGet = this::work;

    @Override
    public Optional<Path> find(String name) {
        return present.contains(name) ? Optional.of(Path.of("/bin", name)) : Optional.empty();
    }

    @Override
    public Ended run(Request request) {
        List<String> command = request.command();
        switch (Path.of(command.get(0)).getFileName().toString()) {
            case "dpkg-query" -> {
                StringBuilder text = new StringBuilder("gone\t1\tconfig-files\n");
                installed.forEach((n, v) -> text.append(n + "\t" + v + "\tinstalled\n"));
                return new Ended(0, true, text.toString());
            }
            case "apt-cache" -> {
                if (command.get(1).equals("show")) {
                    String known = shown.get(command.get(2));
                    return known == null
                            ? new Ended(100, true, "E: No packages found\n")
                            : new Ended(0, true, known);
                }
                StringBuilder text = new StringBuilder();
                for (String name : command.subList(2, command.size())) {
                    text.append(name).append(":\n  Installed: (none)\n  Candidate: ");
                    text.append(available.getOrDefault(name, "(none)")).append('\n');
                }
                return new Ended(0, true, text.toString());
            }
            default -> {
                changes.add(command);
                directory = request.directory();
                return aptGet.apply(command);
            }
        }
    }

    Ended work(List<String> command) {
        int at = command.indexOf("install");
        if (at >= 0) {
            for (String name : command.subList(at + 1, command.size())) {
                installed.put(name, available.getOrDefault(name, "1"));
                installed.put("lib" + name, "2");
            }
        }
        return new Ended(0, true, "done\n");
    }
}
