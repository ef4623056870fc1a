package tare.simulators.consolidation;

/**
 * A day of use: for each machine a share of its CPU at 0, 300 .. 86,100 s. The last sample stands
 * for the end of the day too.
 */
public final class DayUse {

    /** Seconds between samples. */
    public static final double INTERVAL = 300;

    /** Samples of a day. */
    public static final int SAMPLES = 288;

    /** Seconds of a day. */
    public static final double DAY = SAMPLES * INTERVAL;

    private static final int POINTS = SAMPLES + 1;

    private final int machines;
    private final double[] shares;

    private DayUse(int machines, double[] shares) {
        this.machines = machines;
        this.shares = shares;
    }

    /**
     * A day from its samples.
     *
     * @param rows one for each machine, {@link #SAMPLES} shares from 0 to 1 each
     */
    public static DayUse of(double[][] rows) {
        double[] shares = new double[rows.length * POINTS];
        for (int vm = 0; vm < rows.length; vm++) {
            if (rows[vm].length != SAMPLES) {
                throw new IllegalArgumentException(rows[vm].length + " samples");
            }
            System.arraycopy(rows[vm], 0, shares, vm * POINTS, SAMPLES);
            shares[vm * POINTS + SAMPLES] = rows[vm][SAMPLES - 1];
        }
        return new DayUse(rows.length, shares);
    }

    /** How many machines. */
    public int machines() {
        return machines;
    }

    /** The sample that holds from k times the interval on, k from 0 to {@link #SAMPLES}. */
    public double sample(int vm, int k) {
        return shares[vm * POINTS + k];
    }

    /**
     * Use at a time, linear between samples, in CloudSim's order of operations.
     *
     * @param seconds 0 to {@link #DAY}
     * @param into takes a share for each machine
     */
    public void at(double seconds, double[] into) {
        if (seconds % INTERVAL == 0) {
            int k = (int) seconds / (int) INTERVAL;
            for (int vm = 0; vm < machines; vm++) {
                into[vm] = shares[vm * POINTS + k];
            }
            return;
        }
        int before = (int) Math.floor(seconds / INTERVAL);
        int after = (int) Math.ceil(seconds / INTERVAL);
        double width = (after - before) * INTERVAL;
        double into300 = seconds - before * INTERVAL;
        for (int vm = 0; vm < machines; vm++) {
            double from = shares[vm * POINTS + before];
            double slope = (shares[vm * POINTS + after] - from) / width;
            into[vm] = from + slope * into300;
        }
    }
}
