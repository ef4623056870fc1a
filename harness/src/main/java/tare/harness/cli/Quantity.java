package tare.harness.cli;

import java.util.Locale;

/** Figures for people: three digits and a unit that fits. */
final class Quantity {

    private Quantity() {}

    /** A duration, for example {@code 0.71 ms}. */
    static String nanos(double nanos) {
        double size = Math.abs(nanos);
        if (size < 1e3) {
            return format(nanos, "ns");
        }
        if (size < 1e5) {
            return format(nanos / 1e3, "us");
        }
        if (size < 1e9) {
            return format(nanos / 1e6, "ms");
        }
        return format(nanos / 1e9, "s");
    }

    /** An amount of memory, for example {@code 592 KiB}. */
    static String bytes(double bytes) {
        double size = Math.abs(bytes);
        if (size < 1 << 20) {
            return format(bytes / 1024, "KiB");
        }
        if (size < 1L << 30) {
            return format(bytes / (1 << 20), "MiB");
        }
        return format(bytes / (1L << 30), "GiB");
    }

    /** A time to wait, for example {@code 1 min 40 s}. */
    static String patience(long nanos) {
        long seconds = Math.max(1, Math.round(nanos / 1e9));
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    private static String format(double value, String unit) {
        double size = Math.abs(value);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, unit);
    }
}
