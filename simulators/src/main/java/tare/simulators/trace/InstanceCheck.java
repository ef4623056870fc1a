package tare.simulators.trace;

import java.util.function.Consumer;

/** What holds for the instances of every format: passes each row on, or says what is wrong. */
public final class InstanceCheck {

    private static final int MILLI = 1000;
    private static final long LEAST_BYTES_PER_CORE = 16L << 20;
    private static final long MOST_BYTES_PER_CORE = 1L << 40;

    private final Consumer<InstanceRow> rows;
    private final Remarks remarks;
    private final LongTable seen = new LongTable();
    private long latest = Long.MIN_VALUE;
    private long withBoth;
    private long outOfProportion;

    public InstanceCheck(Consumer<InstanceRow> rows, Remarks remarks) {
        this.rows = rows;
        this.remarks = remarks;
    }

    /** Passes a row on, unless it is to be left out. */
    public void accept(InstanceRow row, Place place) {
        if (row.id().isBlank()) {
            throw place.error("an instance has no name", "mend the file, or leave the line out");
        }
        if (!seen.put(LongTable.fingerprint(row.id()), 0)) {
            throw place.error(
                    "there was an instance '" + Numbers.shown(row.id()) + "' before",
                    "give each instance one line: what the second means is not known");
        }
        if (row.departsNanos() < row.arrivesNanos()) {
            remarks.count(RemarkKind.LIFETIME_NEGATIVE, place);
            return;
        }
        if (row.arrivesNanos() < latest) {
            remarks.count(RemarkKind.ARRIVALS_OUT_OF_ORDER, place);
        }
        latest = Math.max(latest, row.arrivesNanos());
        weigh(row);
        rows.accept(row);
    }

    private void weigh(InstanceRow row) {
        int cpuMillis = row.cpuMillis().orElse(0);
        long bytes = row.memoryBytes().orElse(0);
        if (cpuMillis > 0 && bytes > 0) {
            withBoth++;
            double perCore = (double) bytes * MILLI / cpuMillis;
            if (perCore < LEAST_BYTES_PER_CORE || perCore > MOST_BYTES_PER_CORE) {
                outOfProportion++;
            }
        }
    }

    /** To be called after the last row. */
    public void finish(Place file) {
        // One odd instance is one; most of them are a unit.
        if (outOfProportion * 2 > withBoth) {
            remarks.count(RemarkKind.MEMORY_UNIT_DOUBTFUL, file);
        }
    }
}
