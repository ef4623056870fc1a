package tare.simulators.sla;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tare.results.failure.Spelling;
import tare.results.failure.UsageError;

/**
 * Reads promises: {@code start-p99=500ms}, {@code cpu-contention=1%}, {@code availability=N+1},
 * {@code memory-risk=1e-4}, {@code isolation=vm}. What is wrong is told with the nearest form that
 * is right.
 */
public final class SlaText {

    private static final String OPTION = "--sla ";
    private static final Map<String, Double> NANOS =
            Map.of("ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9, "min", 6e10);

    /** A right one of each kind. */
    private static final Map<String, String> EXAMPLES =
            new TreeMap<>(
                    Map.of(
                            "start-p99", "start-p99=500ms",
                            "cpu-contention", "cpu-contention=1%",
                            "memory-risk", "memory-risk=1e-4",
                            "availability", "availability=N+1",
                            "isolation", "isolation=container"));

    private SlaText() {}

    /** All forms, for help. */
    public static List<String> forms() {
        return List.copyOf(EXAMPLES.values());
    }

    /**
     * The promises, each kind at most once; those of starts once for each quantile.
     *
     * @throws UsageError if one cannot be read
     */
    public static List<Sla> all(List<String> texts) {
        Map<String, Sla> byName = new TreeMap<>();
        List<Sla> slas = new ArrayList<>();
        for (String text : texts) {
            Sla sla = of(text);
            Sla before = byName.put(sla.name(), sla);
            if (before != null) {
                throw new UsageError(
                        "an SLA is given twice",
                        OPTION + text,
                        before.text() + " and " + sla.text(),
                        "give one of them");
            }
            slas.add(sla);
        }
        return slas;
    }

    /**
     * One promise.
     *
     * @throws UsageError if it cannot be read
     */
    public static Sla of(String text) {
        int equals = text.indexOf('=');
        String name = (equals < 0 ? text : text.substring(0, equals)).trim();
        String value = equals < 0 ? "" : text.substring(equals + 1).trim();
        if (name.matches("start-p[0-9]{2,6}")) {
            return start(text, name, value);
        }
        return switch (name) {
            case "cpu-contention" ->
                    new Sla.CpuContention(share(text, value, v -> name + "=" + v + "%", true));
            case "memory-risk" ->
                    new Sla.MemoryRisk(share(text, value, v -> name + "=" + v + "%", false));
            case "availability" -> availability(text, value);
            case "isolation" -> isolation(text, value);
            default -> throw unknown(text, name, value);
        };
    }

    private static Sla start(String text, String name, String value) {
        double quantile = Double.parseDouble("0." + name.substring("start-p".length()));
        Amount amount = Amount.of(value);
        @Nullable Double unit = NANOS.get(amount.unit());
        if (!(quantile > 0)) {
            throw wrong(text, "a quantile is above 0", "start-p99=" + value);
        }
        if (amount.number() > 0 && unit == null) {
            throw wrong(
                    text,
                    amount.unit().isEmpty()
                            ? "the time has no unit"
                            : "'" + amount.unit() + "' is no unit of time",
                    name + "=" + plain(amount.number()) + nearestUnit(amount.unit()));
        }
        if (unit == null || !(amount.number() > 0)) {
            throw wrong(text, "'" + value + "' is no time", name + "=500ms");
        }
        return new Sla.Start(quantile, amount.number() * unit);
    }

    private static String nearestUnit(String unit) {
        String small = unit.toLowerCase(Locale.ROOT);
        return small.startsWith("m") && !small.equals("min")
                ? small.startsWith("min") ? "min" : "ms"
                : small.startsWith("s") ? "s" : "ms";
    }

    /** A part, as per cent or as a plain number. */
    private static double share(
            String text, String value, Function<String, String> mended, boolean percentOnly) {
        Amount amount = Amount.of(value);
        String name = text.substring(0, text.indexOf('=') < 0 ? text.length() : text.indexOf('='));
        if (Double.isNaN(amount.number()) || !(amount.unit().isEmpty() || amount.isPercent())) {
            throw wrong(text, "'" + value + "' is no share", EXAMPLES.get(name.trim()));
        }
        double share = amount.isPercent() ? amount.number() / 100 : amount.number();
        if (percentOnly && !amount.isPercent()) {
            throw wrong(
                    text,
                    "it is not clear whether per cent are meant",
                    mended.apply(plain(amount.number())));
        }
        if (!(share >= 0 && share < 1)) {
            throw wrong(
                    text,
                    "a share is at least 0 and below 1",
                    share >= 1 && !amount.isPercent()
                            ? mended.apply(plain(amount.number()))
                            : EXAMPLES.get(name.trim()));
        }
        return share;
    }

    private static Sla availability(String text, String value) {
        if (value.matches("(?i)n")) {
            return new Sla.Availability(0);
        }
        if (value.matches("(?i)n\\s*\\+\\s*[0-9]{1,4}")) {
            return new Sla.Availability(Integer.parseInt(value.replaceAll("[^0-9]", "")));
        }
        String digits = value.replaceAll("[^0-9]", "");
        boolean few = digits.length() == 1 && !value.contains("%");
        throw wrong(
                text,
                "it is how many hosts may fail, not '" + value + "'",
                "availability=N+" + (few ? digits : "1"));
    }

    private static Sla isolation(String text, String value) {
        for (Strength each : Strength.values()) {
            if (each.id().equals(value.toLowerCase(Locale.ROOT))) {
                return new Sla.Isolation(each);
            }
        }
        throw wrong(
                text,
                "'" + value + "' is none of " + String.join(", ", Strength.ids()),
                "isolation=" + Spelling.closest(value, Strength.ids()));
    }

    private static UsageError unknown(String text, String name, String value) {
        String meant = Spelling.closest(name, EXAMPLES.keySet());
        String example = EXAMPLES.getOrDefault(meant, "");
        String candidate = name.startsWith("start") ? "start-p99=" + value : meant + "=" + value;
        String form;
        try {
            form = of(candidate).text();
        } catch (UsageError stillWrong) {
            form = example;
        }
        return wrong(
                text,
                "SLAs are of " + String.join(", ", EXAMPLES.keySet()) + " (or p50, p999, ...)",
                form);
    }

    private static UsageError wrong(String text, String why, @Nullable String form) {
        return new UsageError(
                "the SLA cannot be read", OPTION + text, why, "did you mean " + form + "?");
    }

    private static String plain(double number) {
        return Sla.number(number);
    }

    /** A number and what follows it; NaN where there is none. */
    private record Amount(double number, String unit) {

        static Amount of(String value) {
            int end = 0;
            while (end < value.length() && "0123456789.eE+-".indexOf(value.charAt(end)) >= 0) {
                end++;
            }
            String unit = value.substring(end).trim();
            try {
                return new Amount(Double.parseDouble(value.substring(0, end)), unit);
            } catch (NumberFormatException e) {
                return new Amount(Double.NaN, unit);
            }
        }

        boolean isPercent() {
            return unit.equals("%");
        }
    }
}
