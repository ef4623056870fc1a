package tare.results.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/** Student's t: {@code mean ± t(n - 1) sd / sqrt(n)}. */
public final class StudentInterval {

    private StudentInterval() {}

    /**
     * Half the width of the interval of a mean.
     *
     * @param level for example 0.95
     * @return not a number for fewer than three values, as JMH has it
     */
    public static double halfWidth(double[] values, double level) {
        return values.length < 3 ? Double.NaN : onValues(values, level).high() - mean(values);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /** The interval of a geometric mean; all values above 0. */
    static BootstrapInterval onLogs(double[] values, double level) {
        BootstrapInterval logs =
                onValues(Arrays.stream(values).map(StrictMath::log).toArray(), level);
        return new BootstrapInterval(
                StrictMath.exp(logs.estimate()),
                StrictMath.exp(logs.low()),
                StrictMath.exp(logs.high()),
                level,
                BootstrapInterval.Method.T_ON_LOGS,
                values.length,
                0);
    }

    /** The interval of a mean of at least two values. */
    static BootstrapInterval onValues(double[] values, double level) {
        int n = values.length;
        double mean = Arrays.stream(values).sum() / n;
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double half =
                new TDistribution(null, n - 1.0).inverseCumulativeProbability(0.5 + level / 2)
                        * StrictMath.sqrt(squares / (n - 1) / n);
        return new BootstrapInterval(
                mean, mean - half, mean + half, level, BootstrapInterval.Method.T_ON_VALUES, n, 0);
    }
}
