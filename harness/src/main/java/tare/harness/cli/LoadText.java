package tare.harness.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import tare.harness.experiment.Finding;
import tare.results.model.Metric;
import tare.results.statistics.Quantiles;

/** What ladder, storm and divergence say on the console of a backend that is done. */
final class LoadText {

    private LoadText() {}

    /** Part of a line; empty for other experiments. */
    static String summary(List<Finding> findings) {
        StringBuilder line = new StringBuilder();
        // A second climb, beside a crowd, is of the same rungs.
        long rungs =
                found(findings, Metric.LADDER_TIME)
                        .map(one -> one.key().parameters())
                        .filter(parameters -> !parameters.containsKey("beside"))
                        .distinct()
                        .count();
        if (rungs > 0) {
            line.append(String.format(Locale.ROOT, " %d rungs climbed", rungs));
        }
        OptionalDouble sustained = median(findings, Metric.STORM_SUSTAINED);
        if (sustained.isPresent()) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            " %s kept up with (p99 under %s), %.4g as fast as launchers can",
                            sustained.getAsDouble() > 0
                                    ? String.format(
                                            Locale.ROOT,
                                            "%.4g starts a second",
                                            sustained.getAsDouble())
                                    : "no rate",
                            sla(findings),
                            median(findings, Metric.STORM_CLOSED).orElse(0)));
        }
        OptionalDouble even = median(findings, Metric.DIVERGENCE_EVEN);
        OptionalDouble image = median(findings, Metric.DIVERGENCE_IMAGE);
        if (image.isPresent()) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            " clones of an image of %s %s",
                            Quantity.bytes(image.getAsDouble()),
                            even.isPresent()
                                    ? "saved nothing more after "
                                            + Quantity.nanos(even.getAsDouble())
                                    : "saved memory to the end"));
        }
        return line.toString();
    }

    private static String sla(List<Finding> findings) {
        return found(findings, Metric.STORM_SUSTAINED)
                .map(one -> one.key().parameters().getOrDefault("sla", ""))
                .findFirst()
                .orElse("");
    }

    private static OptionalDouble median(List<Finding> findings, Metric metric) {
        double[] values =
                found(findings, metric)
                        .flatMapToDouble(one -> Arrays.stream(one.round().samples().values()))
                        .toArray();
        return values.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Quantiles.median(values));
    }

    private static Stream<Finding.Found> found(List<Finding> findings, Metric metric) {
        return findings.stream()
                .map(
                        finding ->
                                finding instanceof Finding.Labelled labelled
                                        ? labelled.found()
                                        : finding)
                .filter(Finding.Found.class::isInstance)
                .map(Finding.Found.class::cast)
                .filter(one -> one.key().metric() == metric);
    }
}
