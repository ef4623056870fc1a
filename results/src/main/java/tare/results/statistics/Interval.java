package tare.results.statistics;

/**
 * A confidence interval.
 *
 * @param level for example 0.95
 * @param method how it was found: {@code rounds-bootstrap} or {@code t-log-rounds}
 * @param rounds number of rounds, the unit of the statistic
 */
public record Interval(double low, double high, double level, String method, int rounds) {}
