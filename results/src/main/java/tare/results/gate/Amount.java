package tare.results.gate;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tare.results.failure.UsageError;
import tare.results.model.Unit;

/** Amounts as people write them, with their unit: {@code 50ms}, {@code 64KiB}, {@code 12}. */
public final class Amount {

    private static final Pattern AMOUNT =
            Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?)\\s*([A-Za-z\u00b5]*)");

    private static final Map<String, Double> NANOSECONDS =
            Map.of("ns", 1.0, "us", 1e3, "\u00b5s", 1e3, "ms", 1e6, "s", 1e9);

    private static final Map<String, Double> BYTES =
            Map.of("B", 1.0, "KiB", 1024.0, "MiB", 1048576.0, "GiB", 1073741824.0);

    private Amount() {}

    /**
     * Reads an amount.
     *
     * @return in the unit itself, at least 0
     * @throws UsageError if it is none, or of another kind than the unit
     */
    public static double parse(String text, Unit unit) {
        Matcher amount = AMOUNT.matcher(text.strip());
        Map<String, Double> units =
                switch (unit) {
                    case NANOSECONDS -> NANOSECONDS;
                    case BYTES -> BYTES;
                    default -> Map.of("", 1.0, unit.symbol(), 1.0);
                };
        Double factor = amount.matches() ? units.get(amount.group(2)) : null;
        if (factor == null) {
            throw new UsageError(
                    "this is no amount",
                    text,
                    "a number and one of these units is needed: "
                            + String.join(" ", units.keySet().stream().sorted().toList()).strip(),
                    "for example 50ms, 64KiB, or 12");
        }
        return Double.parseDouble(amount.group(1)) * factor;
    }

    /** An amount for people: three digits and a unit that fits. */
    public static String text(double amount, Unit unit) {
        double size = Math.abs(amount);
        return switch (unit) {
            case NANOSECONDS ->
                    size < 1e3
                            ? number(amount, "ns")
                            : size < 1e6
                                    ? number(amount / 1e3, "us")
                                    : size < 1e9
                                            ? number(amount / 1e6, "ms")
                                            : number(amount / 1e9, "s");
            case BYTES ->
                    size < 1 << 20
                            ? number(amount / 1024, "KiB")
                            : size < 1 << 30
                                    ? number(amount / (1 << 20), "MiB")
                                    : number(amount / (1 << 30), "GiB");
            case ONE -> number(amount, "").strip();
            default -> number(amount, unit.symbol());
        };
    }

    /** A share in per cent, for example {@code 3.2 %}. */
    public static String percent(double share) {
        return Double.isInfinite(share)
                ? "any"
                : String.format(
                        Locale.ROOT, Math.abs(share) < .1 ? "%.1f %%" : "%.0f %%", share * 100);
    }

    private static String number(double value, String unit) {
        double size = Math.abs(value);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, unit);
    }
}
