package tare.harness.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Resource;

/**
 * A JVM of its own that holds one instance until it is killed or its input ends: for tests that
 * kill it, and for tests under another user.
 *
 * <p>Arguments: key, run id. It makes its directory itself and deletes it at an orderly end.
 */
public final class LaunchingMain {

    private LaunchingMain() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("tare-launching-");
        MemoryJournal journal = new MemoryJournal();
        BackendContext context =
                new BackendContext(arguments[1], MonotonicClock.system(), journal, directory);
        Backend backend = Registry.embedded().open(arguments[0], context);
        System.out.println("directory " + directory);
        Availability availability = backend.probe();
        System.out.println("availability " + availability);
        if (availability.available()) {
            launch(backend, journal);
        }
        try (var tree = Files.walk(directory)) {
            for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        System.out.println("open " + journal.open());
    }

    private static void launch(Backend backend, MemoryJournal journal) throws IOException {
        try (Launch launch = backend.prepare(InstanceSpec.named("only"));
                Instance instance = launch.start()) {
            instance.awaitReady();
            instance.afterReady();
            instance.hostPid().ifPresent(pid -> System.out.println("pid " + pid));
            for (Resource resource : journal.open()) {
                if (resource instanceof Resource.Cgroup group) {
                    System.out.println("cgroup " + group.path());
                }
            }
            System.out.println("ping " + instance.ping());
            System.out.flush();
            System.in.read();
        }
    }
}
