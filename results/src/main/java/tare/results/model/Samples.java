package tare.results.model;

import java.util.Arrays;

/**
 * Raw samples in the order in which they were taken, in the metric's unit. Every value is finite;
 * nanoseconds and bytes are whole numbers, exact up to 2^53.
 *
 * @param values the samples; copied in and out, so that the record cannot change
 */
// The accessor and the constructor copy, and equality is by content: the array cannot leak.
@SuppressWarnings("ArrayRecordComponent")
public record Samples(double... values) {

    public Samples {
        values = values.clone();
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("sample is not finite: " + value);
            }
        }
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    /** Number of samples. */
    public int count() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Samples that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Samples[" + values.length + "]";
    }
}
