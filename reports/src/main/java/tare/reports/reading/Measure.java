package tare.reports.reading;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Predicate;
import tare.results.model.Unit;

/**
 * What a number counts, and how a person reads it. Numbers come in the base unit: nanoseconds,
 * bytes, one, per cent. A number that is not finite is shown as a dash, never as "NaN".
 */
public enum Measure {
    NANOS,
    BYTES,
    COUNT,
    PERCENT;

    /** What stands for a number that is not there. */
    public static final String NONE = "–";

    /** Below this a number of bytes is a rounding error of sums of large ones. */
    private static final double LEAST_BYTES = 1e-3;

    static final String NO_BREAK_SPACE = "\u00a0";

    /** A unit, its size in base units, and the magnitude from which it is used in text. */
    private record Step(double size, double from, String symbol) {}

    private List<Step> steps() {
        return switch (this) {
            case NANOS ->
                    List.of(
                            new Step(1e9, 1e9, "s"),
                            // From 0.1 ms on: start times of one table then share a unit.
                            new Step(1e6, 1e5, "ms"),
                            new Step(1e3, 1e3, "µs"),
                            new Step(1, 0, "ns"));
            case BYTES ->
                    List.of(
                            new Step(0x1p30, 0x1p30, "GiB"),
                            new Step(0x1p20, 0.1 * 0x1p20, "MiB"),
                            new Step(0x1p10, 0x1p10, "KiB"),
                            new Step(1, 0, "B"));
            case COUNT -> List.of(new Step(1, 0, ""));
            case PERCENT -> List.of(new Step(1, 0, "%"));
        };
    }

    /** How numbers of a unit of the model are read. */
    public static Measure of(Unit unit) {
        return switch (unit) {
            case NANOSECONDS -> NANOS;
            case BYTES -> BYTES;
            case ONE, KILOWATT_HOURS, HERTZ -> COUNT;
        };
    }

    /** With three significant digits, for tables: {@code 0.702 ms}. */
    public String text(double value) {
        return write(value, 3, false);
    }

    /** With two significant digits and no trailing zeros, for sentences: {@code 0.7 ms}. */
    public String brief(double value) {
        return write(value, 2, true);
    }

    private String write(double value, int digits, boolean strip) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double magnitude = Math.abs(value);
        if (this == BYTES && magnitude < LEAST_BYTES) {
            return number(0, digits, strip) + suffix(steps().get(steps().size() - 1));
        }
        if (this == COUNT && value == Math.rint(value) && magnitude < 1e15) {
            return Long.toString((long) value);
        }
        Step step = first(candidate -> magnitude >= candidate.from());
        return number(value / step.size(), digits, strip) + suffix(step);
    }

    /** The number of an axis tick, in the largest unit that keeps it at least 1. */
    public String tick(double value) {
        Step step = first(candidate -> Math.abs(value) >= candidate.size());
        return number(value / step.size(), 6, true) + suffix(step);
    }

    /** A tick in the unit that suits the axis's largest value, so that all ticks share it. */
    public String tick(double value, double largest) {
        Step step = first(candidate -> largest >= candidate.from());
        return number(value / step.size(), 6, true) + suffix(step);
    }

    /** Size in base units of the unit that suits an axis up to this value. */
    public double unitSize(double largest) {
        return first(candidate -> largest >= candidate.from()).size();
    }

    /** The first unit that suits, or the smallest. */
    private Step first(Predicate<Step> suits) {
        List<Step> steps = steps();
        return steps.stream().filter(suits).findFirst().orElse(steps.get(steps.size() - 1));
    }

    private static String suffix(Step step) {
        // No line is broken between a number and its unit.
        return step.symbol().isEmpty() ? "" : NO_BREAK_SPACE + step.symbol();
    }

    private static String number(double value, int digits, boolean strip) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded =
                BigDecimal.valueOf(value).round(new MathContext(digits, RoundingMode.HALF_UP));
        // Whole digits are all shown: 1234 stays 1234 and does not become 1230.
        if (Math.abs(value) >= StrictMath.pow(10, digits)) {
            rounded = BigDecimal.valueOf(value).setScale(0, RoundingMode.HALF_UP);
        }
        if (!strip && rounded.precision() < digits) {
            rounded = rounded.setScale(rounded.scale() + digits - rounded.precision());
        }
        return (strip ? rounded.stripTrailingZeros() : rounded).toPlainString();
    }
}
