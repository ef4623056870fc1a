package tare.simulators.storm;

import java.util.Arrays;
import java.util.List;
import tare.simulators.queue.Arrivals;
import tare.simulators.queue.Draws;
import tare.simulators.queue.FirstCome;

/**
 * Hosts that are made before instances can start on them, as Docker Machine and Vagrant do.
 *
 * @param name for tables
 * @param nanos samples of how long one host takes; empty where hosts are there already
 * @param parallel how many are made at once, at least 1
 */
public record Provisioning(String name, List<Double> nanos, int parallel) {

    /** Hosts are there. */
    public static final Provisioning NONE = new Provisioning("none", List.of(), 1);

    public Provisioning {
        nanos = List.copyOf(nanos);
        if (parallel < 1) {
            throw new IllegalArgumentException(parallel + " hosts at once");
        }
    }

    /** When each host is ready, if all are asked for at once. */
    double[] ready(int hosts, Draws draws) {
        double[] ready = new double[hosts];
        if (nanos.isEmpty()) {
            return ready;
        }
        double[] work = new double[hosts];
        Arrays.setAll(work, i -> nanos.get(draws.below(nanos.size())));
        double[] waits = FirstCome.waits(new Arrivals(ready, work), parallel);
        for (int i = 0; i < hosts; i++) {
            ready[i] = waits[i] + work[i];
        }
        return ready;
    }
}
