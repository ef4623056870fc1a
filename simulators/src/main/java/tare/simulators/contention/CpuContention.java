package tare.simulators.contention;

import java.util.List;
import org.apache.commons.math3.special.Erf;
import tare.simulators.queue.Erlang;

/**
 * A host's processors under more demand than they have at times. Demand beyond the cores is ready
 * and waits; how much of all demanded time that is, is the contention, as hypervisors show it
 * ("ready time").
 *
 * <p>Instances demand independently of each other at the level of the hour, which is common to all;
 * their sum is taken as normal, and {@code E[(D - C)+] = s f(z) - (C - m) (1 - F(z))} with {@code z
 * = (C - m) / s}. {@code CpuContentionTest} compares that with drawn demands.
 *
 * @param demand of an instance as a share of what it asked for, at level 1
 * @param levels of the hours, each as long; each at least 0
 */
public record CpuContention(Demand demand, List<Double> levels) {

    private static final double ROOT_OF_TWO = StrictMath.sqrt(2);
    private static final double DENSITY = 1 / StrictMath.sqrt(2 * StrictMath.PI);

    public CpuContention {
        levels = List.copyOf(levels);
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("no level");
        }
    }

    /**
     * Share of the demanded CPU time that waits.
     *
     * @param cores that the host gives
     * @param asked sum of what its instances asked for, in cores
     * @param squares sum of the squares of that
     */
    public double waiting(double cores, double asked, double squares) {
        double mean = demand.mean();
        double variance = demand.variance();
        double waits = 0;
        double wanted = 0;
        for (double level : levels) {
            double m = asked * mean * level;
            waits += excess(cores, m, level * StrictMath.sqrt(squares * variance));
            wanted += m;
        }
        return wanted == 0 ? 0 : waits / wanted;
    }

    /** Share of the cores that is used in the busiest hour, on average; 1 at the most. */
    public double busiest(double cores, double asked) {
        return cores == 0 ? 1 : Math.min(1, asked * demand.mean() * mostLevel() / cores);
    }

    private double mostLevel() {
        double most = 0;
        for (double level : levels) {
            most = Math.max(most, level);
        }
        return most;
    }

    /**
     * How many times as long short work takes in the busiest hour: by processor sharing of Poisson
     * work on the cores, {@code 1 + C(c, a) / (c - a)} with Erlang's C. For exponential work it is
     * exact, for one core for any.
     */
    public static double latencyFactor(int cores, double busy) {
        double load = busy * cores;
        return 1 + Erlang.meanWait(cores, load);
    }

    /** How much a normal demand is above the cores, on average. */
    static double excess(double cores, double mean, double deviation) {
        if (deviation == 0) {
            return Math.max(0, mean - cores);
        }
        double z = (cores - mean) / deviation;
        double density = DENSITY * StrictMath.exp(-z * z / 2);
        double above = Erf.erfc(z / ROOT_OF_TWO) / 2;
        return Math.max(0, deviation * density - (cores - mean) * above);
    }
}
