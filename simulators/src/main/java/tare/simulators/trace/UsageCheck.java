package tare.simulators.trace;

import java.util.OptionalDouble;
import java.util.function.Consumer;

/** What holds for the usage of every format: passes each sample on, mended or left out, counted. */
public final class UsageCheck {

    private final Consumer<UsageRow> rows;
    private final Remarks remarks;

    /** When the latest sample of each series began. */
    private final LongTable starts = new LongTable();

    public UsageCheck(Consumer<UsageRow> rows, Remarks remarks) {
        this.rows = rows;
        this.remarks = remarks;
    }

    /**
     * Passes a sample on.
     *
     * @param share of the instance's CPU, any number; empty where the trace has none
     */
    public void accept(
            String id, long startNanos, long durationNanos, OptionalDouble share, Place place) {
        if (durationNanos <= 0) {
            throw place.error(
                    "a sample lasts " + durationNanos + " ns", "mend the file: it must be above 0");
        }
        long series = LongTable.fingerprint(id);
        long before = starts.get(series, Long.MIN_VALUE);
        if (before != Long.MIN_VALUE && startNanos <= before) {
            remarks.count(RemarkKind.USAGE_OUT_OF_ORDER, place);
            return;
        }
        // Clocks of monitors are not exact: a whole sample has to be missing.
        if (before != Long.MIN_VALUE && (startNanos - before) / 2 >= durationNanos) {
            remarks.count(RemarkKind.USAGE_GAP, place);
        }
        starts.put(series, startNanos);
        if (share.isEmpty()) {
            remarks.count(RemarkKind.USAGE_ABSENT, place);
        } else if (share.getAsDouble() < 0) {
            remarks.count(RemarkKind.USAGE_BELOW_ZERO, place);
        } else {
            if (share.getAsDouble() > 1) {
                remarks.count(RemarkKind.USAGE_ABOVE_FULL, place);
            }
            rows.accept(
                    new UsageRow(id, startNanos, durationNanos, Math.min(1, share.getAsDouble())));
        }
    }
}
