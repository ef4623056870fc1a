package tare.harness.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Flock;
import tare.harness.linux.Kernel;

/** What runs of Tare have left on this host, as a list for a test to find empty. */
final class Leftovers {

    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final int CGROUP_DEPTH = 6;

    private Leftovers() {}

    static List<String> found() throws IOException {
        List<String> found = new ArrayList<>();
        if (Files.isDirectory(CGROUPS)) {
            try (Stream<Path> groups =
                    Files.find(CGROUPS, CGROUP_DEPTH, (p, a) -> a.isDirectory())) {
                groups.filter(p -> p.getFileName().toString().contains("tare"))
                        .forEach(p -> found.add("cgroup " + p));
            } catch (UncheckedIOException gone) {
                // A group that another process removed while we looked is none of ours.
                found.addAll(List.of());
            }
        }
        Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .filter(line -> line.contains("/tare"))
                .forEach(line -> found.add("mount " + line));
        List<String> live = new ArrayList<>();
        try (Stream<Path> runs = Files.list(StateDirectory.open().path().resolve("runs"))) {
            for (Path run : runs.toList()) {
                if (isLive(run)) {
                    live.add(run.getFileName().toString());
                }
                found.add("state " + run);
            }
        }
        found.removeIf(item -> live.stream().anyMatch(item::contains));
        return found;
    }

    /** A run whose driver holds its lock is somebody's who works on this host, and no leftover. */
    private static boolean isLive(Path run) {
        Path lock = run.resolve("lock");
        if (!Files.exists(lock)) {
            return false;
        }
        Optional<Flock> taken = Flock.attempt(new Kernel(), lock);
        taken.ifPresent(Flock::close);
        return taken.isEmpty();
    }
}
