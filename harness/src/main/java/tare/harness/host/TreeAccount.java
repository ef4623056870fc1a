package tare.harness.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a process and all that it has started take of what runs out before memory does, and their
 * memory by the account of their mappings. A process that ends meanwhile counts for nothing.
 *
 * @param pssBytes proportional set size of each process, in bytes, by pid
 * @param tasks threads of all
 * @param descriptors open ones of all
 * @param mounts in the mount namespaces that are not this process's
 * @param interfaces network devices, in the network namespaces that are not this process's
 * @param cgroups groups on the whole host, in all trees
 */
public record TreeAccount(
        Map<Integer, Long> pssBytes,
        long tasks,
        long descriptors,
        long mounts,
        long interfaces,
        long cgroups) {

    public TreeAccount {
        pssBytes = Map.copyOf(pssBytes);
    }

    /** Reads it now. */
    public static TreeAccount of(int root) throws IOException {
        return of(Path.of("/proc"), ProcessTree.of(root));
    }

    static TreeAccount of(Path proc, List<Integer> pids) throws IOException {
        Map<Integer, Long> pss = new HashMap<>();
        long tasks = 0;
        long descriptors = 0;
        long mounts = 0;
        long interfaces = 0;
        Set<Path> known = new HashSet<>();
        for (String kind : List.of("mnt", "net")) {
            known.add(Files.readSymbolicLink(proc.resolve("self/ns/" + kind)));
        }
        for (int pid : pids) {
            Path process = proc.resolve(Integer.toString(pid));
            try {
                pss.put(pid, pss(process));
                tasks += count(process.resolve("task"));
                descriptors += count(process.resolve("fd"));
                if (known.add(Files.readSymbolicLink(process.resolve("ns/mnt")))) {
                    mounts += lines(process.resolve("mountinfo"));
                }
                if (known.add(Files.readSymbolicLink(process.resolve("ns/net")))) {
                    // Two lines of headings.
                    interfaces += Math.max(0, lines(process.resolve("net/dev")) - 2);
                }
            } catch (IOException gone) {
                pss.remove(pid);
            }
        }
        return new TreeAccount(pss, tasks, descriptors, mounts, interfaces, cgroups(proc));
    }

    /**
     * The proportional set sizes of all that a process has started, directly or not, without its
     * own, in bytes: quick enough for many thousands.
     *
     * @return empty if the kernel does not let this user see one of them
     */
    public static OptionalLong pssBelow(int root) throws IOException {
        return pssOf(
                Path.of("/proc"),
                ProcessTree.of(root).stream().filter(pid -> pid != root).toList());
    }

    static OptionalLong pssOf(Path proc, List<Integer> pids) {
        long sum = 0;
        for (int pid : pids) {
            try {
                sum += pss(proc.resolve(Integer.toString(pid)));
            } catch (AccessDeniedException e) {
                return OptionalLong.empty();
            } catch (IOException gone) {
                // Nothing is left of it.
            }
        }
        return OptionalLong.of(sum);
    }

    /** The sum over all processes. */
    public long pssSum() {
        return pssBytes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long pss(Path process) throws IOException {
        for (String line : Files.readAllLines(process.resolve("smaps_rollup"))) {
            if (line.startsWith("Pss:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
            }
        }
        return 0;
    }

    private static long count(Path directory) throws IOException {
        try (var entries = Files.newDirectoryStream(directory)) {
            long count = 0;
            for (var entry = entries.iterator(); entry.hasNext(); entry.next()) {
                count++;
            }
            return count;
        }
    }

    private static long lines(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1)
                .chars()
                .filter(character -> character == '\n')
                .count();
    }

    /** The third column of /proc/cgroups, once for each tree. */
    private static long cgroups(Path proc) throws IOException {
        Map<String, Long> byTree = new HashMap<>();
        for (String line : Files.readAllLines(proc.resolve("cgroups"))) {
            String[] words = line.split("\\s+", -1);
            if (words.length >= 4 && !line.startsWith("#")) {
                byTree.put(words[1], Long.valueOf(words[2]));
            }
        }
        return byTree.values().stream().mapToLong(Long::longValue).sum();
    }
}
