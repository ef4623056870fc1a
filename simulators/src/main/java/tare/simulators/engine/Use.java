package tare.simulators.engine;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tare.simulators.fleet.Workload;

/** When hosts were in use, as parallel arrays in the order in which the use began. */
public final class Use {

    private static final int FEW = 16;
    private static final int NOT_IN_USE = -1;

    private final int[] openOf;
    private long[] fromNanos = new long[FEW];
    private long[] untilNanos = new long[FEW];
    private int count;
    private @Nullable Outcome outcome;

    Use(int hosts) {
        openOf = new int[hosts];
        Arrays.fill(openOf, NOT_IN_USE);
    }

    void began(int host, long nanos) {
        if (count == fromNanos.length) {
            fromNanos = Arrays.copyOf(fromNanos, 2 * count);
            untilNanos = Arrays.copyOf(untilNanos, 2 * count);
        }
        openOf[host] = count;
        fromNanos[count] = nanos;
        untilNanos[count++] = Workload.NEVER;
    }

    void ended(int host, long nanos) {
        untilNanos[openOf[host]] = nanos;
        openOf[host] = NOT_IN_USE;
    }

    void finished(Outcome all) {
        outcome = all;
    }

    /** How often a host came into use. */
    public int count() {
        return count;
    }

    /** When the use began. */
    public long fromNanos(int use) {
        return fromNanos[use];
    }

    /** When it ended, or {@link Workload#NEVER}. */
    public long untilNanos(int use) {
        return untilNanos[use];
    }

    /** What became of the case. */
    public Outcome outcome() {
        return Objects.requireNonNull(outcome, "the run has ended");
    }
}
