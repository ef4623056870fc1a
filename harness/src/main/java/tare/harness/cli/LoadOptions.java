package tare.harness.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import tare.harness.experiment.Divergence;
import tare.harness.experiment.Storm;
import tare.results.failure.UsageError;

import java.util.Map;
import java.util.TreeMap;

/** How much of a load, how long, and what it must keep to: for storm and divergence. */
final class LoadOptions {

    @Option(
            names = "--rate",
            paramLabel = "N[,N…]|auto",
            description =
                    "storm: starts a second, one rate after the other (default: auto, shares of"
                        + " what the launchers can do)")
    private @Nullable String rate;

    @Option(
            names = "--sla",
            paramLabel = "TIME",
            description =
                    "storm: what the 99 %% quantile of a start must stay under, for example 50ms"
                            + " (default: 50ms)")
    private @Nullable String sla;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description =
                    "storm: how long starts come at each rate; divergence: how long clones write;"
                            + " for example 500ms or 2s")
    private @Nullable String duration;

    @Option(
            names = "--max",
            paramLabel = "N",
            description = "storm: the most instances at once (default: 1000)")
    private @Nullable Integer most;

    /** As parameters of a plan. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        if (rate != null) {
            parameters.put(Storm.RATES, rate);
        }
        if (sla != null) {
            parameters.put(Storm.SLA_MILLIS, millis("--sla", sla));
        }
        if (duration != null) {
            parameters.put(Storm.RATE_MILLIS, millis("--duration", duration));
            parameters.put(Divergence.MILLIS, millis("--duration", duration));
        }
        if (most != null) {
            if (most < 1) {
                throw new UsageError("nothing can live", "--max", "it is " + most, "--max 1000");
            }
            parameters.put(Storm.MOST, most.toString());
        }
        return parameters;
    }

    private static String millis(String option, String text) {
        if (text.matches("[1-9][0-9]{0,6}ms")) {
            return text.substring(0, text.length() - 2);
        }
        if (text.matches("[1-9][0-9]{0,3}s")) {
            return text.substring(0, text.length() - 1) + "000";
        }
        throw new UsageError(
                "this is no time", option, "it is '" + text + "'", option + " 50ms, or 2s");
    }
}
