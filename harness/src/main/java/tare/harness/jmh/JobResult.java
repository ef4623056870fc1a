package tare.harness.jmh;

import java.util.List;
import java.util.Optional;
import tare.workloads.inside.JvmView;

/**
 * What became of one job.
 *
 * @param name the job's
 * @param scores of its measured iterations in their order, in nanoseconds; none if it failed
 * @param reason why it failed; empty if it did not
 * @param remedy what the user can do; may be empty
 * @param view what the JVM inside took for its limits, if it was up
 */
public record JobResult(
        String name, List<Double> scores, String reason, String remedy, Optional<JvmView> view) {

    public JobResult {
        scores = List.copyOf(scores);
    }

    /** Whether it failed. */
    public boolean failed() {
        return !reason.isEmpty();
    }
}
