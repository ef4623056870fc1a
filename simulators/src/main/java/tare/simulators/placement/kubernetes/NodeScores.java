package tare.simulators.placement.kubernetes;

import tare.simulators.fleet.HostClass;

/**
 * Scores of a node from 0 to {@link #MOST}, in whole numbers, by the divisions that Kubernetes
 * makes. What is requested is what runs on the node and the incoming pod together.
 *
 * <p>Source: pkg/scheduler/framework/plugins/noderesources: least_allocated.go, most_allocated.go,
 * requested_to_capacity_ratio.go, balanced_allocation.go.
 */
public final class NodeScores {

    /** The score of the best node. */
    public static final long MOST = 100;

    /** Points of a shape are from 0 to 10. */
    private static final long MOST_POINTS = 10;

    private NodeScores() {}

    /** The mean over CPU and memory of what would stay free. */
    public static long leastAllocated(HostClass node, long cpuMillis, long memoryBytes) {
        return mean(
                node, least(cpuMillis, node.cpuMillis()), least(memoryBytes, node.memoryBytes()));
    }

    private static long least(long requested, long allocatable) {
        return allocatable == 0 || requested > allocatable
                ? 0
                : (allocatable - requested) * MOST / allocatable;
    }

    /** The mean over CPU and memory of what would be taken. */
    public static long mostAllocated(HostClass node, long cpuMillis, long memoryBytes) {
        return mean(node, most(cpuMillis, node.cpuMillis()), most(memoryBytes, node.memoryBytes()));
    }

    private static long most(long requested, long allocatable) {
        return allocatable == 0 ? 0 : Math.min(requested, allocatable) * MOST / allocatable;
    }

    private static long mean(HostClass node, long cpu, long memory) {
        int weights = (node.cpuMillis() == 0 ? 0 : 1) + (node.memoryBytes() == 0 ? 0 : 1);
        return weights == 0 ? 0 : (cpu + memory) / weights;
    }

    /**
     * What a shape gives for the utilisation of each resource: the rounded mean over those that it
     * gives something for.
     *
     * @param utilisations ascending per cents, 0 to 100
     * @param points as many, 0 to 10; linear between
     */
    public static long requestedToCapacityRatio(
            HostClass node, long cpuMillis, long memoryBytes, int[] utilisations, int[] points) {
        long cpu = shaped(utilisation(cpuMillis, node.cpuMillis()), utilisations, points);
        long memory = shaped(utilisation(memoryBytes, node.memoryBytes()), utilisations, points);
        int weights = (cpu > 0 ? 1 : 0) + (memory > 0 ? 1 : 0);
        // Go's math.Round of a quotient of whole numbers that are not negative.
        return weights == 0 ? 0 : (2 * (cpu + memory) + weights) / (2L * weights);
    }

    private static long utilisation(long requested, long allocatable) {
        return allocatable == 0 || requested > allocatable ? MOST : requested * MOST / allocatable;
    }

    private static long shaped(long utilisation, int[] utilisations, int[] points) {
        long factor = MOST / MOST_POINTS;
        for (int i = 0; i < utilisations.length; i++) {
            if (utilisation <= utilisations[i]) {
                if (i == 0) {
                    return points[0] * factor;
                }
                long rise = (points[i] - points[i - 1]) * factor;
                return points[i - 1] * factor
                        + rise
                                * (utilisation - utilisations[i - 1])
                                / (utilisations[i] - utilisations[i - 1]);
            }
        }
        return points[points.length - 1] * factor;
    }

    /**
     * How alike the shares of CPU and memory would be: 100 less half their difference in per cent,
     * cut off. This one is computed in doubles, as there, in the same order of operations.
     */
    public static long balancedAllocation(HostClass node, long cpuMillis, long memoryBytes) {
        if (node.cpuMillis() == 0 || node.memoryBytes() == 0) {
            return MOST;
        }
        double cpu = Math.min(1, (double) cpuMillis / node.cpuMillis());
        double memory = Math.min(1, (double) memoryBytes / node.memoryBytes());
        return (long) ((1 - Math.abs(cpu - memory) / 2) * MOST);
    }
}
