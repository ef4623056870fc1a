package tare.harness.cli;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tare.harness.experiment.Churn;
import tare.harness.experiment.Density;
import tare.results.failure.UsageError;

/** Bounds on how far instances crowd a host. */
final class CrowdOptions {

    private static final Map<String, Long> MICROS =
            Map.of(
                    "us",
                    1L,
                    "ms",
                    1_000L,
                    "s",
                    1_000_000L,
                    "min",
                    60_000_000L,
                    "h",
                    3_600_000_000L);

    @Option(names = "--max", paramLabel = "N", description = "density: how many instances at most")
    private @Nullable Integer most;

    @Option(
            names = "--memory-floor",
            paramLabel = "PERCENT",
            description =
                    "density, churn: how much of the host's memory stays available (default: 10)")
    private @Nullable Integer floor;

    @Option(
            names = "--sla",
            paramLabel = "TIME",
            description =
                    "density: stop once p99 of the last hundred starts is above, for example 50ms")
    private @Nullable String sla;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description =
                    "density: for how long instances are started; churn: for how long they are"
                            + " replaced; for example 30s or 2h")
    private @Nullable String duration;

    /** What was given, by the plan's names. */
    SortedMap<String, String> parameters() {
        SortedMap<String, String> given = new TreeMap<>();
        if (most != null) {
            given.put(Density.MOST, positive("--max", most, Integer.MAX_VALUE));
        }
        if (floor != null) {
            given.put(Density.FLOOR, positive("--memory-floor", floor, 90));
        }
        if (sla != null) {
            given.put(Density.SLA, Long.toString(micros("--sla", sla)));
        }
        if (duration != null) {
            long seconds = Math.max(1, micros("--duration", duration) / 1_000_000);
            given.put(Density.SECONDS, Long.toString(seconds));
            given.put(Churn.SECONDS, Long.toString(seconds));
        }
        return given;
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

    /** A whole number and a unit. */
    private static long micros(String option, String text) {
        String unit = text.replaceAll("[0-9]", "");
        String number = text.replaceAll("[^0-9]", "");
        Long size = MICROS.get(unit);
        if (size == null
                || !text.equals(number + unit)
                || number.isEmpty()
                || number.length() > 6) {
            throw new UsageError(
                    "an option's time cannot be read",
                    option + " " + text,
                    "it is to be a whole number and us, ms, s, min or h",
                    option + " 50ms");
        }
        return Math.max(1, Long.parseLong(number) * size);
    }
}
