package tare.harness.backend;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What to launch. The same declared resources go to every backend.
 *
 * @param name unique within the run, of letters, digits and hyphens: appears in cgroups and paths
 * @param spinNanos how long the probe spins before it writes the ready byte; 0 except in
 *     calibration
 * @param memoryLimitBytes declared memory, applied where the backend can limit
 * @param maximumTasks declared number of tasks, applied where the backend can limit
 * @param cpus CPU list in the kernel's form, for example {@code 1} or {@code 0-3,5}, that the
 *     instance's processes are bound to before they start; empty for no binding
 * @param deadline how long the ready byte may take before the launch is a failure
 * @param program what runs in the place of the probe, if it is not the probe
 */
public record InstanceSpec(
        String name,
        long spinNanos,
        long memoryLimitBytes,
        int maximumTasks,
        String cpus,
        Duration deadline,
        Optional<Program> program) {

    /** 64 MiB, as declared for every instance unless said otherwise. */
    public static final long DEFAULT_MEMORY_BYTES = 64L << 20;

    /** Tasks declared for every instance unless said otherwise. */
    public static final int DEFAULT_TASKS = 16;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,80}");

    public InstanceSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("instance name: " + name);
        }
        if (spinNanos < 0 || memoryLimitBytes <= 0 || maximumTasks <= 0) {
            throw new IllegalArgumentException("negative or empty resource in the spec of " + name);
        }
    }

    /** An instance that runs the probe. */
    public InstanceSpec(
            String name,
            long spinNanos,
            long memoryLimitBytes,
            int maximumTasks,
            String cpus,
            Duration deadline) {
        this(name, spinNanos, memoryLimitBytes, maximumTasks, cpus, deadline, Optional.empty());
    }

    /** An instance with the default resources and a deadline of ten seconds. */
    public static InstanceSpec named(String name) {
        return new InstanceSpec(
                name, 0, DEFAULT_MEMORY_BYTES, DEFAULT_TASKS, "", Duration.ofSeconds(10));
    }

    /** Whether what is made for one serves the other, once it is given the other's name. */
    public boolean differsInNameAlone(InstanceSpec other) {
        return spinNanos == other.spinNanos
                && memoryLimitBytes == other.memoryLimitBytes
                && maximumTasks == other.maximumTasks
                && cpus.equals(other.cpus)
                && deadline.equals(other.deadline)
                && program.equals(other.program);
    }

    /** The same instance, with a probe that spins first. */
    public InstanceSpec spinning(long nanos) {
        return new InstanceSpec(
                name, nanos, memoryLimitBytes, maximumTasks, cpus, deadline, program);
    }

    /** The same instance, with a program in the probe's place. */
    public InstanceSpec running(Program other) {
        return new InstanceSpec(
                name,
                spinNanos,
                memoryLimitBytes,
                maximumTasks,
                cpus,
                deadline,
                Optional.of(other));
    }
}
