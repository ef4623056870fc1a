package tare.harness.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tare.results.statistics.BootstrapInterval;
import tare.results.statistics.Quantiles;

/**
 * Tare's launches against a reference's, both in nanoseconds by round.
 *
 * @param allowedShare of the reference's median that Tare may be above it
 * @param allowedNanos the same, absolute; the larger counts
 */
record Weighing(
        String key,
        List<double[]> own,
        List<double[]> reference,
        double allowedShare,
        double allowedNanos) {

    /** One line: both, difference, ratio with its interval, what is allowed, the verdict. */
    String describe() {
        double mine = median(own);
        double theirs = median(reference);
        BootstrapInterval ratio = ratio();
        return String.format(
                Locale.ROOT,
                "%s: Tare %.1f us, C %.1f us at p50: %+.1f us, ratio %.3f (95 %% %.3f to %.3f);"
                        + " allowed %.1f us, ratio %.3f: %s",
                key,
                mine / 1e3,
                theirs / 1e3,
                (mine - theirs) / 1e3,
                ratio.estimate(),
                ratio.low(),
                ratio.high(),
                allowed() / 1e3,
                allowed() / theirs,
                mine <= allowed() ? "within" : above() ? "ABOVE" : "above, not beyond the noise");
    }

    /** Only if the whole interval of the ratio is: noise alone does not fail a change. */
    boolean above() {
        return ratio().low() * median(reference) > allowed();
    }

    private double allowed() {
        double theirs = median(reference);
        return theirs + Math.max(allowedShare * theirs, allowedNanos);
    }

    private BootstrapInterval ratio() {
        return BootstrapInterval.ofRatio(
                        reference.toArray(double[][]::new),
                        own.toArray(double[][]::new),
                        BootstrapInterval.seed(key))
                .orElseThrow(() -> new IllegalArgumentException("too few rounds"));
    }

    private static double median(List<double[]> rounds) {
        return Quantiles.median(rounds.stream().flatMapToDouble(Arrays::stream).toArray());
    }
}
