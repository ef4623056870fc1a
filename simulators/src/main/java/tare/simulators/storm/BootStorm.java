package tare.simulators.storm;

import java.util.Arrays;
import tare.simulators.queue.Arrivals;
import tare.simulators.queue.Draws;
import tare.simulators.queue.Sharing;
import tare.simulators.queue.Stretch;

/**
 * So many instances asked for at one moment.
 *
 * @param instances at least 0
 * @param hosts that share them evenly, at least 1
 * @param cores of each host that are free for starting
 * @param slots how many starts one host lets go at once, at least 1
 * @param warm how many of the instances wait ready and have only to be handed over
 * @param claimNanos how long that takes
 * @param templateNanos how long each host takes to make the template that its clones are forked
 *     from; 0 where there is none
 * @param provisioning of the hosts
 */
public record BootStorm(
        int instances,
        int hosts,
        double cores,
        int slots,
        int warm,
        double claimNanos,
        double templateNanos,
        Provisioning provisioning) {

    public BootStorm {
        if (instances < 0 || hosts < 1 || !(cores > 0) || slots < 1 || warm < 0) {
            throw new IllegalArgumentException(
                    instances + " instances on " + hosts + " hosts of " + cores + " cores");
        }
    }

    /** On hosts that are there, all starts let go at once, nothing ready. */
    public static BootStorm of(int instances, int hosts, double cores) {
        return new BootStorm(
                instances, hosts, cores, Integer.MAX_VALUE, 0, 0, 0, Provisioning.NONE);
    }

    /** How long after the moment each instance is ready, in ascending order. */
    public double[] latencies(StartTimes starts, Draws draws) {
        double[] all = new double[instances];
        int done = Math.min(warm, instances);
        Arrays.fill(all, 0, done, claimNanos);
        int cold = instances - done;
        double[] ready = provisioning.ready(hosts, draws);
        Stretch stretch = starts.stretch(cores);
        for (int host = 0; host < hosts; host++) {
            int share = cold / hosts + (host < cold % hosts ? 1 : 0);
            double[] work = new double[share];
            for (int i = 0; i < share; i++) {
                work[i] = starts.draw(draws);
            }
            double begins = ready[host] + (share > 0 ? templateNanos : 0);
            for (double end : Sharing.ends(new Arrivals(new double[share], work), stretch, slots)) {
                all[done++] = begins + end;
            }
        }
        Arrays.sort(all);
        return all;
    }
}
