package tare.harness.backend.bundle;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.backend.program.Driver;

/**
 * How an OCI runtime is called.
 *
 * @param options that go before the command's own name, for example a platform
 * @param resources the declared resources as this runtime needs them
 * @param setting steps of each command's process before it becomes the runtime
 * @param course which of its commands are used
 * @param trial how long a trial launch may take before the runtime counts as unusable here
 */
public record Manner(
        List<String> options,
        UnaryOperator<InstanceSpec> resources,
        Consumer<ProbeTape> setting,
        OciDriver.Course course,
        Duration trial) {

    /** As the runtime specification says, with everything as declared. */
    public static final Manner PLAIN =
            new Manner(
                    List.of(),
                    UnaryOperator.identity(),
                    tape -> {},
                    OciDriver.Course.CREATE_AND_START,
                    Driver.TRIAL);

    public Manner {
        options = List.copyOf(options);
    }

    /** The same with steps before the runtime is executed. */
    public Manner after(Consumer<ProbeTape> steps) {
        return new Manner(options, resources, steps, course, trial);
    }
}
