package tare.harness.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process and all that it has started, directly or not, and that still live. */
public final class ProcessTree {

    private ProcessTree() {}

    /** Their pids, the root first. */
    public static List<Integer> of(int root) throws IOException {
        return of(Path.of("/proc"), root);
    }

    static List<Integer> of(Path proc, int root) throws IOException {
        Map<Integer, List<Integer>> children = new HashMap<>();
        try (var entries = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path entry : entries) {
                int pid = Integer.parseInt(entry.getFileName().toString());
                children.computeIfAbsent(parent(entry), any -> new ArrayList<>()).add(pid);
            }
        }
        List<Integer> tree = new ArrayList<>();
        Deque<Integer> next = new ArrayDeque<>(List.of(root));
        while (!next.isEmpty()) {
            int pid = next.removeFirst();
            tree.add(pid);
            next.addAll(children.getOrDefault(pid, List.of()));
        }
        return tree;
    }

    /** Field 4 of /proc/PID/stat; 0 if it is gone. */
    private static int parent(Path process) {
        try {
            String line = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(line.substring(line.lastIndexOf(')') + 2).split(" ", 3)[1]);
        } catch (IOException gone) {
            return 0;
        }
    }
}
