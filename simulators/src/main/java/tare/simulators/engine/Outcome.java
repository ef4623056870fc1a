package tare.simulators.engine;

import java.util.List;
import tare.simulators.bound.Bound;

/**
 * What became of a case.
 *
 * @param policy that placed
 * @param instances that arrived
 * @param placed all others
 * @param completed that departed at their time
 * @param rejected that were turned away, or still waited at the end: no host could take them, or
 *     not again after they were taken off
 * @param preempted how often an instance was taken off for a more important one
 * @param hosts in use at the same time at the most
 * @param hostsTouched that were in use at some time
 * @param bound hosts below which no placement of what ran at that moment can be
 * @param peak the moment at which the most hosts were in use, the first of equals
 * @param endNanos the last event
 * @param overTime moments in their order; as many as were asked for at the most
 */
public record Outcome(
        String policy,
        int instances,
        int placed,
        int completed,
        int rejected,
        int preempted,
        int hosts,
        int hostsTouched,
        Bound bound,
        Moment peak,
        long endNanos,
        List<Moment> overTime) {

    /**
     * The fleet at one moment. Shares are of the hosts in use, 0 to 1; 0 where there are none.
     *
     * @param atNanos when
     * @param live instances
     * @param waiting instances
     * @param hosts in use
     * @param cpuShare CPU that instances have been given
     * @param memoryShare memory likewise
     * @param strandedCpuShare CPU that is free on hosts that cannot take the smallest instance of
     *     the workload for want of memory or slots
     * @param strandedMemoryShare memory that is free on hosts that cannot for want of CPU or slots
     */
    public record Moment(
            long atNanos,
            int live,
            int waiting,
            int hosts,
            double cpuShare,
            double memoryShare,
            double strandedCpuShare,
            double strandedMemoryShare) {}

    public Outcome {
        overTime = List.copyOf(overTime);
    }

    /** Whether no placement could do with fewer hosts at that moment. */
    public boolean optimal() {
        return hosts == bound.hosts();
    }

    /** How far from the bound: 0.05 is 5 % more hosts than it. 0 where the bound is 0. */
    public double distance() {
        return bound.hosts() == 0 ? 0 : (double) (hosts - bound.hosts()) / bound.hosts();
    }
}
