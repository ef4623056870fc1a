package tare.simulators.model;

import java.util.function.LongUnaryOperator;

/**
 * A figure with what it may be at the least and at the most, as it was measured.
 *
 * @param low at the most the value
 * @param value the figure
 * @param high at least the value
 */
public record Interval(long low, long value, long high) {

    public Interval {
        if (low > value || value > high) {
            throw new IllegalArgumentException(low + " <= " + value + " <= " + high);
        }
    }

    /** A figure that is known. */
    public static Interval of(long value) {
        return new Interval(value, value, value);
    }

    /**
     * What becomes of it by an answer that is worked out three times. The bounds are those of the
     * three answers: packing is not monotonous, so that the least cost need not give the fewest
     * hosts.
     */
    public Interval through(LongUnaryOperator answer) {
        long one = answer.applyAsLong(low);
        long middle = answer.applyAsLong(value);
        long other = answer.applyAsLong(high);
        return new Interval(
                Math.min(middle, Math.min(one, other)),
                middle,
                Math.max(middle, Math.max(one, other)));
    }
}
