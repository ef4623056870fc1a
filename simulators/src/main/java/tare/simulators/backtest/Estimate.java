package tare.simulators.backtest;

import tare.results.statistics.BootstrapInterval;
import tare.results.statistics.Quantiles;

/**
 * A figure with its 95 % interval; the figure itself at both ends where there is none.
 *
 * @param low at the most the value
 * @param value the figure
 * @param high at least the value
 */
public record Estimate(double low, double value, double high) {

    private static final double MEDIAN = 0.5;

    /** Of what every round says for itself. */
    static Estimate ofRounds(double[] rounds, String name) {
        double[][] each = new double[rounds.length][];
        for (int i = 0; i < rounds.length; i++) {
            each[i] = new double[] {rounds[i]};
        }
        double value = Quantiles.median(rounds);
        return BootstrapInterval.ofQuantile(each, MEDIAN, BootstrapInterval.seed(name))
                .map(
                        found ->
                                new Estimate(
                                        Math.min(value, found.low()),
                                        value,
                                        Math.max(value, found.high())))
                .orElse(new Estimate(value, value, value));
    }

    /** Times a number above 0. */
    Estimate times(double factor) {
        return new Estimate(low * factor, value * factor, high * factor);
    }
}
