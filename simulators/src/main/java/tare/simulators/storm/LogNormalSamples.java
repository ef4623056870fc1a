package tare.simulators.storm;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/** Stands in for samples where only a median and a 99th percentile are told. */
public final class LogNormalSamples {

    private static final int QUANTILES = 400;
    private static final double TAIL = 0.99;

    private LogNormalSamples() {}

    /**
     * Evenly spaced quantiles of the log-normal with that median and tail, whole nanoseconds; the
     * median alone where the tail is no longer.
     *
     * @param medianNanos above 0
     * @param tailNanos the 99th percentile
     */
    public static List<Double> of(double medianNanos, double tailNanos) {
        if (tailNanos <= medianNanos) {
            return List.of(Math.rint(medianNanos));
        }
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        double deviation =
                StrictMath.log(tailNanos / medianNanos) / normal.inverseCumulativeProbability(TAIL);
        List<Double> samples = new ArrayList<>();
        for (int i = 0; i < QUANTILES; i++) {
            double z = normal.inverseCumulativeProbability((i + 0.5) / QUANTILES);
            samples.add(Math.rint(medianNanos * StrictMath.exp(z * deviation)));
        }
        return samples;
    }
}
