package tare.results.foreign;

import java.util.Arrays;

/** Values with how often each was seen, written out one by one. */
final class Expanding {

    private static final int MOST = 2_000_000;

    private double[] values = new double[64];
    private int count;

    /**
     * Adds a value so many times.
     *
     * @param times a whole number from 1
     * @throws Gathering.Unusable for another, or beyond two million values in all
     */
    void add(double value, double times) {
        if (!(times >= 1) || times != Math.rint(times)) {
            throw new Gathering.Unusable("a value cannot be there " + times + " times");
        }
        if (times > MOST - count) {
            throw new Gathering.Unusable("a histogram has more than " + MOST + " values");
        }
        int more = (int) times;
        if (count + more > values.length) {
            values = Arrays.copyOf(values, Math.max(count + more, 2 * values.length));
        }
        Arrays.fill(values, count, count + more, value);
        count += more;
    }

    double[] values() {
        return Arrays.copyOf(values, count);
    }
}
