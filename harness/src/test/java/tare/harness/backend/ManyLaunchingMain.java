package tare.harness.backend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;
import tare.harness.run.Workplace;

/**
 * A JVM of its own that holds many instances and goes on launching beside them, until it is killed.
 *
 * <p>Arguments: state directory, run id, key, how many.
 */
public final class ManyLaunchingMain {

    /** Should nobody kill it. */
    private static final long LONGEST_NANOS = 120_000_000_000L;

    private ManyLaunchingMain() {}

    public static void main(String[] arguments) {
        MonotonicClock clock = MonotonicClock.system();
        long start = clock.nanos();
        List<Instance> alive = new ArrayList<>();
        try (Workplace place =
                        Workplace.open(
                                StateDirectory.open(Path.of(arguments[0])),
                                new Kernel(),
                                clock,
                                arguments[1],
                                Workplace.Sharing.CONCURRENT);
                Backend backend = Registry.embedded().open(arguments[2], place.context())) {
            System.out.println("availability " + backend.probe());
            int many = Integer.parseInt(arguments[3]);
            for (int i = 0; i < many; i++) {
                alive.add(launch(backend, "alive-" + i));
            }
            System.out.println("alive " + alive.stream().filter(Instance::ping).count());
            for (int i = 0; clock.nanos() - start < LONGEST_NANOS; i++) {
                launch(backend, "more-" + i).close();
                System.out.println("more " + i);
            }
            alive.forEach(Instance::close);
        }
    }

    private static Instance launch(Backend backend, String name) {
        Launch launch = backend.prepare(InstanceSpec.named(name));
        Instance instance = launch.start();
        instance.awaitReady();
        instance.afterReady();
        return instance;
    }
}
