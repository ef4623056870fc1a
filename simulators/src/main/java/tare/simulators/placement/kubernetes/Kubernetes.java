package tare.simulators.placement.kubernetes;

import java.util.List;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;
import tare.simulators.placement.Placer;
import tare.simulators.placement.Policy;

/**
 * The default scheduler, for pods that ask for CPU and memory and name no node, taint, affinity,
 * volume or spread: of its filters NodeResourcesFit (CPU, memory, the number of pods) bites then,
 * and of its scores NodeResourcesFit, by one of four strategies, and
 * NodeResourcesBalancedAllocation, each with weight 1, while all others score all nodes alike. Pods
 * come by priority, then by arrival, and may preempt. Nodes are looked at from where the last look
 * ended, until as many have room as {@link Sample} says; of those with the largest score one is
 * drawn.
 *
 * <p>For scores a pod without a request counts as 100 mCPU and 200 MiB; for fit as nothing. A pod's
 * overhead (podOverhead of its RuntimeClass) is part of its request: it is the case's overhead. The
 * limit of 110 pods is the host class's slots.
 *
 * <p>The look is linear in the nodes looked at, because it is what is modelled.
 *
 * @param name in {@code placement.named}
 * @param fit how NodeResourcesFit scores
 * @param samplePercent percentageOfNodesToScore; {@link Sample#AUTOMATIC} by default
 */
public record Kubernetes(String name, Fit fit, int samplePercent) implements Policy {

    /** The kubelet's default for the number of pods on a node. */
    public static final int PODS = 110;

    /** NodeResourcesFit's strategies. */
    public enum Fit {
        LEAST_ALLOCATED,
        MOST_ALLOCATED,
        /** Rising from 0 at nothing to 10 at full: as binpacking is configured with it. */
        REQUESTED_TO_CAPACITY_RATIO,
        /** Balanced allocation alone. */
        NONE
    }

    private static final int[] UTILISATIONS = {0, 100};
    private static final int[] POINTS = {0, 10};

    /** The forms that are registered. */
    public static List<Policy> all() {
        return List.of(
                new Kubernetes("kubernetes", Fit.LEAST_ALLOCATED, Sample.AUTOMATIC),
                new Kubernetes("kubernetes-most-allocated", Fit.MOST_ALLOCATED, Sample.AUTOMATIC),
                new Kubernetes(
                        "kubernetes-capacity-ratio",
                        Fit.REQUESTED_TO_CAPACITY_RATIO,
                        Sample.AUTOMATIC),
                new Kubernetes("kubernetes-balanced", Fit.NONE, Sample.AUTOMATIC));
    }

    @Override
    public Order order() {
        return Order.PRIORITY;
    }

    @Override
    public boolean preempts() {
        return true;
    }

    @Override
    public Placer placer(Hosts hosts, Workload workload, long seed) {
        return new Scheduler(this, hosts, workload, seed);
    }

    /** The weighted sum of a node's scores, with these requests on it. */
    long score(HostClass node, long cpuMillis, long memoryBytes, long realCpu, long realMemory) {
        long balance = NodeScores.balancedAllocation(node, realCpu, realMemory);
        return switch (fit) {
            case LEAST_ALLOCATED ->
                    balance + NodeScores.leastAllocated(node, cpuMillis, memoryBytes);
            case MOST_ALLOCATED -> balance + NodeScores.mostAllocated(node, cpuMillis, memoryBytes);
            case REQUESTED_TO_CAPACITY_RATIO ->
                    balance
                            + NodeScores.requestedToCapacityRatio(
                                    node, cpuMillis, memoryBytes, UTILISATIONS, POINTS);
            case NONE -> balance;
        };
    }
}
