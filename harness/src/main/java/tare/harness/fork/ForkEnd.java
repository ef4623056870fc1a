package tare.harness.fork;

import java.util.Optional;
import tare.workloads.inside.JvmView;

/**
 * How a fork inside an instance has ended, as far as the instance and the link are concerned:
 * whether JMH got what it wanted from it JMH knows itself.
 *
 * @param reason why it ended before its time; empty if it did not
 * @param remedy what the user can do; may be empty
 * @param startNanos from the launch's beginning until the JVM inside was up; 0 if it never was
 * @param view what the JVM inside takes for its limits, if it was up
 */
public record ForkEnd(String reason, String remedy, long startNanos, Optional<JvmView> view) {

    /** Whether it came to its end by itself. */
    public boolean clean() {
        return reason.isEmpty();
    }
}
