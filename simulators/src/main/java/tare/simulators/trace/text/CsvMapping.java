package tare.simulators.trace.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tare.results.failure.UsageError;

/**
 * Which column of a CSV is what. A column is its name in the header, or {@code #3} for the third.
 *
 * <p>Keys, all but {@code arrival} optional: {@code id} (else the line's number), {@code departure}
 * or {@code duration}, {@code cpu}, {@code memory}, {@code priority}, {@code usage}; units {@code
 * time-unit} (s, ms, us, ns, min, h, d), {@code cpu-unit} (cores, millicores), {@code memory-unit}
 * (B, KB, KiB, MB, MiB, GB, GiB), {@code usage-unit} (percent, share); {@code separator}, one
 * character or {@code tab}; {@code header}, true or false; {@code interval}, for how long a sample
 * of usage holds, in the unit of time.
 *
 * @param columns the column of each part that has one
 */
public record CsvMapping(
        SortedMap<String, String> columns,
        char separator,
        boolean header,
        double nanosPerUnit,
        double coresPerUnit,
        double bytesPerUnit,
        double sharePerUnit,
        double interval) {

    private static final List<String> PARTS =
            List.of("id", "arrival", "departure", "duration", "cpu", "memory", "priority", "usage");

    private static final Map<String, Double> TIMES =
            Map.of(
                    "ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9, "min", 60e9, "h", 3600e9, "d",
                    86_400e9);

    private static final Map<String, Double> CPUS = Map.of("cores", 1.0, "millicores", 1e-3);

    private static final Map<String, Double> MEMORIES =
            Map.of(
                    "B",
                    1.0,
                    "KB",
                    1e3,
                    "KiB",
                    1024.0,
                    "MB",
                    1e6,
                    "MiB",
                    1048576.0,
                    "GB",
                    1e9,
                    "GiB",
                    1073741824.0);

    private static final Map<String, Double> SHARES = Map.of("percent", 0.01, "share", 1.0);

    private static final int FIVE_MINUTES = 300;

    public CsvMapping {
        columns = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    }

    /**
     * A mapping from what users write.
     *
     * @throws UsageError for an unknown key or unit, or where no column of arrivals is named
     */
    public static CsvMapping of(Map<String, String> written) {
        SortedMap<String, String> rest = new TreeMap<>(written);
        SortedMap<String, String> columns = new TreeMap<>();
        for (String part : PARTS) {
            @Nullable String column = rest.remove(part);
            if (column != null) {
                columns.put(part, column);
            }
        }
        CsvMapping mapping =
                new CsvMapping(
                        columns,
                        separator(taken(rest, "separator").orElse(",")),
                        truth(taken(rest, "header").orElse("true")),
                        unit(rest, "time-unit", "s", TIMES),
                        unit(rest, "cpu-unit", "cores", CPUS),
                        unit(rest, "memory-unit", "B", MEMORIES),
                        unit(rest, "usage-unit", "percent", SHARES),
                        interval(taken(rest, "interval")));
        if (!rest.isEmpty()) {
            List<String> known = new ArrayList<>(PARTS);
            known.addAll(
                    List.of(
                            "separator",
                            "header",
                            "time-unit",
                            "cpu-unit",
                            "memory-unit",
                            "usage-unit",
                            "interval"));
            throw wrong(rest.firstKey(), "there is no such key", String.join(", ", known));
        }
        if (!columns.containsKey("arrival")) {
            throw wrong("arrival", "it is missing", "name the column of times");
        }
        if (columns.containsKey("departure") && columns.containsKey("duration")) {
            throw wrong("duration", "a departure is given as well", "give one of them");
        }
        return mapping;
    }

    /** The column of a part, if it has one. */
    Optional<String> column(String part) {
        return Optional.ofNullable(columns.get(part));
    }

    private static Optional<String> taken(SortedMap<String, String> rest, String key) {
        return Optional.ofNullable(rest.remove(key));
    }

    private static double unit(
            SortedMap<String, String> rest, String key, String usual, Map<String, Double> units) {
        String name = taken(rest, key).orElse(usual);
        @Nullable Double size = units.get(name);
        if (size == null) {
            throw wrong(
                    key,
                    "'" + name + "' is no such unit",
                    "one of " + String.join(", ", new TreeSet<>(units.keySet())));
        }
        return size;
    }

    private static char separator(String text) {
        if (text.equals("tab")) {
            return '\t';
        }
        boolean usable = text.length() == 1 && text.charAt(0) != '"' && text.charAt(0) >= ' ';
        if (!usable) {
            throw wrong(
                    "separator", "it is '" + text + "'", "one character that is no quote, or tab");
        }
        return text.charAt(0);
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong("header", "it is '" + text + "'", "true or false");
        }
        return text.equals("true");
    }

    private static double interval(Optional<String> text) {
        if (text.isEmpty()) {
            return FIVE_MINUTES;
        }
        try {
            double interval = Double.parseDouble(text.get());
            if (interval > 0 && Double.isFinite(interval)) {
                return interval;
            }
        } catch (NumberFormatException e) {
            throw new UsageError(
                    "the mapping is wrong", "interval", e.toString(), "a number above 0", e);
        }
        throw wrong("interval", "it is " + text.get(), "a number above 0");
    }

    private static UsageError wrong(String key, String why, String remedy) {
        return new UsageError("the mapping is wrong", key, why, remedy);
    }
}
