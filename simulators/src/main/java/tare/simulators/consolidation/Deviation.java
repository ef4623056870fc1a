package tare.simulators.consolidation;

/**
 * Judges a demand by the median absolute deviation of a history, without computing it where that
 * need not be: {@code demand > 1 - parameter * MAD} is what is asked, and most histories are so
 * narrow, or so wide, that counting tells. The answer is that of the formula, to the last bit.
 *
 * <p>MAD is the median of the distances to the median, each median the middle of the sorted values
 * or half way between the two.
 */
public final class Deviation {

    /** So much nearer than that to the bound, rounding might matter: then it is computed. */
    private static final double CLOSE = 1e-9;

    private final double[] work;

    /**
     * @param most values of a history
     */
    public Deviation(int most) {
        work = new double[most];
    }

    /**
     * Whether a demand is above {@code 1 - parameter * MAD}.
     *
     * @param history values of it from 0 on
     * @param length how many, at least 1
     */
    public boolean exceeded(double[] history, int length, double demand, double parameter) {
        double bound = (1 - demand) / parameter;
        double low = history[0];
        double high = history[0];
        for (int i = 1; i < length; i++) {
            low = Math.min(low, history[i]);
            high = Math.max(high, history[i]);
        }
        // Half of the values lie on that side of the median where the end is nearer.
        if ((high - low) / 2 < bound - CLOSE) {
            return false;
        }
        System.arraycopy(history, 0, work, 0, length);
        double median = median(length);
        int near = 0;
        int far = 0;
        for (int i = 0; i < length; i++) {
            double distance = Math.abs(median - history[i]);
            work[i] = distance;
            if (distance < bound - CLOSE) {
                near++;
            } else if (distance > bound + CLOSE) {
                far++;
            }
        }
        if (near > length / 2) {
            return false;
        }
        return far > length / 2 || demand > 1 - parameter * median(length);
    }

    private double median(int length) {
        int half = length / 2;
        select(half, length);
        if (length % 2 == 1) {
            return work[half];
        }
        double below = work[0];
        for (int i = 1; i < half; i++) {
            below = Math.max(below, work[i]);
        }
        return below + 0.5 * (work[half] - below);
    }

    /** Puts the value of a rank in its place, none larger before it (Hoare, "Find", 1961). */
    private void select(int rank, int length) {
        int from = 0;
        int to = length - 1;
        while (from < to) {
            double pivot = work[(from + to) >>> 1];
            int up = from;
            int down = to;
            while (up <= down) {
                while (work[up] < pivot) {
                    up++;
                }
                while (work[down] > pivot) {
                    down--;
                }
                if (up <= down) {
                    double swapped = work[up];
                    work[up++] = work[down];
                    work[down--] = swapped;
                }
            }
            if (rank <= down) {
                to = down;
            } else if (rank >= up) {
                from = up;
            } else {
                return;
            }
        }
    }
}
