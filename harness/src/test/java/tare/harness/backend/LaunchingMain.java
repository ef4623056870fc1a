package tare.harness.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Resource;
import tare.harness.journal.RunDirectory;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;

/**
 * A JVM of its own that holds one instance until it is killed or its input ends: for tests that
 * kill it, and for tests under another user.
 *
 * <p>Arguments: key, run id. It makes its directory itself and deletes it at an orderly end. With a
 * third, the path of a state directory, it keeps the journal of a run there, for the cleaner.
 */
public final class LaunchingMain {

    private LaunchingMain() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 2) {
            journalled(arguments[0], arguments[1], Path.of(arguments[2]));
            return;
        }
        Path directory = Files.createTempDirectory("tare-launching-");
        MemoryJournal journal = new MemoryJournal();
        BackendContext context =
                new BackendContext(arguments[1], MonotonicClock.system(), journal, directory);
        Backend backend = Registry.embedded().open(arguments[0], context);
        System.out.println("directory " + directory);
        Availability availability = backend.probe();
        System.out.println("availability " + availability);
        if (availability.available()) {
            launch(backend, journal::open);
        }
        backend.close();
        try (var tree = Files.walk(directory)) {
            for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        System.out.println("open " + journal.open());
    }

    private static void journalled(String key, String runId, Path path) throws IOException {
        MonotonicClock clock = MonotonicClock.system();
        StateDirectory state = StateDirectory.open(path);
        try (RunDirectory run = RunDirectory.create(state, runId, new Kernel(), clock)) {
            BackendContext context =
                    new BackendContext(runId, clock, run.journal(), run.subdirectory("scratch"));
            launch(Registry.embedded().open(key, context), List::of);
        }
    }

    private static void launch(Backend backend, Supplier<List<Resource>> journal)
            throws IOException {
        try (Launch launch = backend.prepare(patient());
                Instance instance = start(launch)) {
            System.out.println("started now");
            instance.awaitReady();
            instance.afterReady();
            instance.hostPid().ifPresent(pid -> System.out.println("pid " + pid));
            for (Resource resource : journal.get()) {
                if (resource instanceof Resource.Cgroup group) {
                    System.out.println("cgroup " + group.path());
                }
            }
            System.out.println("ping " + instance.ping());
            System.out.flush();
            System.in.read();
        }
    }

    /** Whether it is ready is asked, not how soon: guests take long where others work. */
    private static InstanceSpec patient() {
        InstanceSpec spec = InstanceSpec.named("only");
        return new InstanceSpec(
                spec.name(),
                spec.spinNanos(),
                spec.memoryLimitBytes(),
                spec.maximumTasks(),
                spec.cpus(),
                Duration.ofSeconds(60));
    }

    private static Instance start(Launch launch) {
        System.out.println("starting now");
        return launch.start();
    }
}
