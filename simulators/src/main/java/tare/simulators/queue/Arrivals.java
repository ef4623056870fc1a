package tare.simulators.queue;

/** Jobs as parallel arrays in the order of arrival. */
// Large, made once and only read: copies would be most of the work.
@SuppressWarnings("ArrayRecordComponent")
public record Arrivals(double[] at, double[] work) {

    public Arrivals {
        if (at.length != work.length) {
            throw new IllegalArgumentException(at.length + " arrivals, " + work.length + " works");
        }
        for (int i = 1; i < at.length; i++) {
            if (at[i] < at[i - 1]) {
                throw new IllegalArgumentException("arrival " + i + " is out of order");
            }
        }
    }

    /** Poisson arrivals; work is drawn by the caller's rule. */
    public static Arrivals poisson(int count, double meanGap, Work rule, Draws draws) {
        double[] at = new double[count];
        double[] work = new double[count];
        double now = 0;
        for (int i = 0; i < count; i++) {
            now += draws.exponential(meanGap);
            at[i] = now;
            work[i] = rule.draw(draws);
        }
        return new Arrivals(at, work);
    }

    /** How long a job takes by itself. */
    public interface Work {
        double draw(Draws draws);
    }
}
