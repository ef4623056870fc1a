package tare.simulators.plan;

import tare.simulators.sla.Sla;

/** A promise that would be kept, beside one that is not. */
public final class Nearness {

    private Nearness() {}

    /** The promise with the value that is reached, in its own form; rounded so that it holds. */
    public static String text(Sla sla, double reached) {
        if (sla instanceof Sla.Start start) {
            return new Sla.Start(start.quantile(), up(reached)).text();
        }
        if (sla instanceof Sla.CpuContention) {
            return new Sla.CpuContention(up(reached)).text();
        }
        return sla instanceof Sla.MemoryRisk ? new Sla.MemoryRisk(up(reached)).text() : sla.text();
    }

    /** The next number of three digits. */
    private static double up(double value) {
        if (value <= 0) {
            return 0;
        }
        double unit = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(value)) - 2);
        return StrictMath.ceil(value / unit - 1e-9) * unit;
    }
}
