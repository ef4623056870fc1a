package tare.simulators.trace;

import java.util.OptionalDouble;

/** Numbers of a trace as whole units, each checked: finite, not negative, within what fits. */
public final class Numbers {

    public static final long NANOS_PER_MILLI = 1_000_000L;
    public static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** A million cores: more is a wrong unit or nonsense. */
    public static final int MOST_CPU_MILLIS = 1_000_000_000;

    /** 4 PiB: more is a wrong unit or nonsense. */
    public static final long MOST_MEMORY_BYTES = 1L << 52;

    private static final int MILLI = 1000;
    private static final int LONGEST_SHOWN = 40;

    private Numbers() {}

    /** A number as it is written in text. */
    public static double parse(String text, Place place) {
        String trimmed = text.trim();
        if (trimmed.isEmpty()) {
            throw place.error("it is empty", "mend the file, or leave the line out");
        }
        try {
            double value = Double.parseDouble(trimmed);
            char last = trimmed.charAt(trimmed.length() - 1);
            if (!Double.isFinite(value) || Character.isLetter(last)) {
                throw new NumberFormatException("not finite");
            }
            return value;
        } catch (NumberFormatException e) {
            throw place.error(
                    "'" + shown(trimmed) + "' is not a number", "mend the file or the mapping", e);
        }
    }

    /** The same; empty where there is nothing, or a word for nothing. */
    public static OptionalDouble parseIfAny(String text, Place place) {
        String trimmed = text.trim();
        if (trimmed.isEmpty()
                || trimmed.equalsIgnoreCase("null")
                || trimmed.equalsIgnoreCase("nan")) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(parse(trimmed, place));
    }

    /** Thousandths of a core from cores, rounded up: less than asked for is never given. */
    public static int cpuMillis(double cores, Place place) {
        double millis = Math.ceil(cores * MILLI - 1e-6);
        if (!(cores >= 0) || millis > MOST_CPU_MILLIS) {
            throw place.error(
                    cores + " cores are asked for", "0 to 1,000,000 are possible: check the unit");
        }
        return (int) millis;
    }

    /** Bytes from a number of larger units, rounded up. */
    public static long memoryBytes(double amount, double bytesPerUnit, Place place) {
        double bytes = Math.ceil(amount * bytesPerUnit);
        if (!(amount >= 0) || bytes > MOST_MEMORY_BYTES) {
            throw place.error(
                    amount + " times " + (long) bytesPerUnit + " bytes are asked for",
                    "0 to 4 PiB are possible: check the unit");
        }
        return (long) bytes;
    }

    /** Nanoseconds from a number of larger units, rounded to the nearest. */
    public static long nanos(double amount, double nanosPerUnit, Place place) {
        double nanos = Math.rint(amount * nanosPerUnit);
        // Beyond this a difference of two times would not fit.
        if (!(Math.abs(nanos) <= 1L << 62)) {
            throw place.error(amount + " is no time", "check the unit of times");
        }
        return (long) nanos;
    }

    /** The time that lies so long after another one; both are within what {@link #nanos} gives. */
    public static long later(long nanos, long moreNanos, Place place) {
        if (nanos > 0 && moreNanos > (1L << 62) - nanos) {
            throw place.error("these durations add up to no time", "check the unit of times");
        }
        return nanos + moreNanos;
    }

    /** What a trace says, short enough for a message. */
    static String shown(String text) {
        String plain =
                text.codePoints()
                        .map(c -> Character.isISOControl(c) ? '?' : c)
                        .limit(LONGEST_SHOWN)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return plain.length() < text.length() ? plain + "..." : plain;
    }
}
