package tare.harness.cli;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tare.harness.experiment.Churn;
import tare.harness.experiment.Density;
import tare.harness.experiment.Divergence;
import tare.harness.experiment.Storm;
import tare.results.failure.UsageError;

/** How much of a load, how long, and what it must keep to. */
final class LoadOptions {

    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_MILLI = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int HIGHEST_FLOOR_PERCENT = 90;

    @Option(
            names = "--rate",
            paramLabel = "N[,N…]|auto",
            description =
                    "storm: starts a second, one rate after the other (default: auto, shares of what"
                            + " the launchers can do)")
    private @Nullable String rate;

    @Option(
            names = "--max",
            paramLabel = "N",
            description = "density, storm: how many instances at once at most")
    private @Nullable Integer most;

    @Option(
            names = "--memory-floor",
            paramLabel = "PERCENT",
            description =
                    "density, churn, storm: how much of the host's memory stays available (default:"
                            + " 10)")
    private @Nullable Integer floor;

    @Option(
            names = "--sla",
            paramLabel = "TIME",
            description =
                    "what the 99 %% quantile of a start must stay under, for example 50ms: density"
                            + " stops where the last hundred break it, storm looks for the highest"
                            + " rate that keeps it (default there: 50ms, or twice a launch of a backend"
                            + " that takes longer, rounded up)")
    private @Nullable String sla;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description =
                    "density: for how long instances are started; churn: for how long they are"
                            + " replaced; storm: how long starts come at each rate; divergence: how"
                            + " long clones write; for example 500ms, 30s or 2h")
    private @Nullable String duration;

    /** What was given, by the plan's names. */
    SortedMap<String, String> parameters() {
        SortedMap<String, String> given = new TreeMap<>();
        if (rate != null) {
            given.put(Storm.RATES, rate);
        }
        if (most != null) {
            String number = positive("--max", most, Integer.MAX_VALUE);
            given.put(Density.MOST, number);
            given.put(Storm.MOST, number);
        }
        if (floor != null) {
            String percent = positive("--memory-floor", floor, HIGHEST_FLOOR_PERCENT);
            given.put(Density.FLOOR, percent);
            given.put(Storm.FLOOR_PERCENT, percent);
        }
        if (sla != null) {
            long micros = micros("--sla", sla);
            given.put(Density.SLA, Long.toString(micros));
            given.put(Storm.SLA_MILLIS, atLeastOne(micros, MICROS_PER_MILLI));
        }
        if (duration != null) {
            long micros = micros("--duration", duration);
            String seconds = atLeastOne(micros, MICROS_PER_SECOND);
            given.put(Density.SECONDS, seconds);
            given.put(Churn.SECONDS, seconds);
            String millis = atLeastOne(micros, MICROS_PER_MILLI);
            given.put(Storm.RATE_MILLIS, millis);
            given.put(Divergence.MILLIS, millis);
        }
        return given;
    }

    private static String atLeastOne(long micros, long unit) {
        return Long.toString(Math.max(1, micros / unit));
    }

    private static String positive(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new UsageError(
                    "an option's number makes no sense",
                    option + " " + value,
                    "it is to be at least 1"
                            + (most < Integer.MAX_VALUE ? ", at most " + most : ""),
                    option + " 10");
        }
        return Integer.toString(value);
    }

    private static long micros(String option, String text) {
        long nanos = TimeText.parse(option, text, "50ms").toNanos();
        return Math.max(1, nanos / NANOS_PER_MICRO);
    }
}
