package tare.simulators.sla;

import java.util.Locale;

/** One promise. */
public sealed interface Sla {

    /** As it is written. */
    String text();

    /** What stands before the equals sign. */
    default String name() {
        return text().substring(0, text().indexOf('='));
    }

    /**
     * Such a part of starts, when a burst of them begins at once, is ready within a time.
     *
     * @param quantile above 0, below 1
     * @param nanos at most
     */
    record Start(double quantile, double nanos) implements Sla {
        @Override
        public String text() {
            return "start-p" + digits(quantile) + "=" + duration(nanos);
        }
    }

    /**
     * On no host more of the demanded CPU time waits for a core.
     *
     * @param share 0 to 1
     */
    record CpuContention(double share) implements Sla {
        @Override
        public String text() {
            return "cpu-contention=" + percent(share);
        }
    }

    /**
     * No host is short of memory with a larger probability at a moment.
     *
     * @param risk 0 to 1
     */
    record MemoryRisk(double risk) implements Sla {
        @Override
        public String text() {
            return "memory-risk=" + number(risk);
        }
    }

    /**
     * So many hosts may fail and everything still has room.
     *
     * @param spares at least 0
     */
    record Availability(int spares) implements Sla {
        @Override
        public String text() {
            return "availability=" + (spares == 0 ? "N" : "N+" + spares);
        }
    }

    /** Instances are kept apart at least so well. */
    record Isolation(Strength least) implements Sla {
        @Override
        public String text() {
            return "isolation=" + least.id();
        }
    }

    /** 0.99 as 99, 0.999 as 999, 0.5 as 50. */
    private static String digits(double quantile) {
        String digits = String.format(Locale.ROOT, "%.6f", quantile).substring(2);
        String cut = digits.replaceFirst("0+$", "");
        return cut.length() < 2 ? (cut + "00").substring(0, 2) : cut;
    }

    /** With the unit that reads best. */
    static String duration(double nanos) {
        if (nanos >= 1e9) {
            return number(nanos / 1e9) + "s";
        }
        if (nanos >= 1e6) {
            return number(nanos / 1e6) + "ms";
        }
        return nanos >= 1e3 ? number(nanos / 1e3) + "us" : number(nanos) + "ns";
    }

    /** A share as per cent. */
    static String percent(double share) {
        return number(share * 100) + "%";
    }

    /** Up to three digits that matter. */
    static String number(double value) {
        if (value == 0) {
            return "0";
        }
        if (value < 1e-3 || value >= 1e7) {
            return String.format(Locale.ROOT, "%.2e", value)
                    .replaceFirst("\\.?0*e", "e")
                    .replace("e-0", "e-")
                    .replace("e+0", "e");
        }
        String plain =
                value >= 100
                        ? String.format(Locale.ROOT, "%.0f", value)
                        : new java.math.BigDecimal(value)
                                .round(new java.math.MathContext(3))
                                .toPlainString();
        return plain.contains(".") ? plain.replaceFirst("\\.?0+$", "") : plain;
    }
}
