package tare.simulators.trace;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One instance of a trace: a VM, a pod, a job.
 *
 * @param id its name in the trace, not blank
 * @param arrivesNanos on the trace's own clock; may be before its start, so negative
 * @param departsNanos not before it arrives; {@link #NEVER} where the trace does not see its end
 * @param cpuMillis thousandths of a core that it asked for, at least 0; empty where the trace does
 *     not tell
 * @param memoryBytes memory that it asked for, at least 0; empty where the trace does not tell
 * @param priority larger is more important; 0 where the trace does not tell
 * @param gpuMillis thousandths of a GPU that it asked for, at least 0
 */
public record InstanceRow(
        String id,
        long arrivesNanos,
        long departsNanos,
        OptionalInt cpuMillis,
        OptionalLong memoryBytes,
        int priority,
        int gpuMillis) {

    /** In place of a departure: the trace does not see it. */
    public static final long NEVER = Long.MAX_VALUE;
}
