package tare.results.model;

/**
 * Order statistics over all samples of a cell, in the metric's unit.
 *
 * @param count number of samples, at least 1
 * @param estimator how the quantiles were estimated
 */
public record Summary(
        int count,
        double min,
        double p50,
        double p90,
        double p99,
        double p999,
        double max,
        double mean,
        String estimator) {}
