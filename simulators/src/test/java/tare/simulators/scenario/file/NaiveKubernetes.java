package tare.simulators.scenario.file;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import tare.simulators.trace.InstanceRow;

/**
 * What Kubernetes' scheduler does with pods that ask for CPU and memory and nothing else, by a look
 * at each node: of the default plugins only NodeResourcesFit (LeastAllocated) and
 * NodeResourcesBalancedAllocation then tell nodes apart, each with weight 1. All in the scheduler's
 * own integers.
 *
 * <p>Source: kubernetes/kubernetes, pkg/scheduler: least_allocated.go, balanced_allocation.go,
 * schedule_one.go.
 */
final class NaiveKubernetes {

    private static final int MOST_PODS = 110;
    private static final int ALL_BELOW = 100;
    private static final int HIGHEST = 100;

    private final long cpuMillis;
    private final long memoryBytes;
    private final long[] usedCpu;
    private final long[] usedMemory;
    private final int[] pods;
    private final RandomGenerator random;
    private int next;

    /** Empty nodes of one kind. */
    NaiveKubernetes(int nodes, long cpuMillis, long memoryBytes, long seed) {
        this.cpuMillis = cpuMillis;
        this.memoryBytes = memoryBytes;
        usedCpu = new long[nodes];
        usedMemory = new long[nodes];
        pods = new int[nodes];
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Whether each of them, in their order, finds a node. */
    boolean placesAll(List<InstanceRow> all) {
        for (InstanceRow pod : all) {
            if (!place(pod.cpuMillis().orElseThrow(), pod.memoryBytes().orElseThrow())) {
                return false;
            }
        }
        return true;
    }

    private boolean place(long cpu, long memory) {
        List<Integer> feasible = feasible(cpu, memory);
        if (feasible.isEmpty()) {
            return false;
        }
        int chosen = -1;
        long best = -1;
        int equals = 0;
        for (int node : feasible) {
            long score = score(usedCpu[node] + cpu, usedMemory[node] + memory);
            equals = score > best ? 1 : score == best ? equals + 1 : equals;
            // Of equals each is as likely.
            if (score > best || (score == best && random.nextInt(equals) == 0)) {
                chosen = node;
            }
            best = Math.max(best, score);
        }
        usedCpu[chosen] += cpu;
        usedMemory[chosen] += memory;
        pods[chosen]++;
        return true;
    }

    /** So many as are to be scored, round robin from where the last look ended. */
    private List<Integer> feasible(long cpu, long memory) {
        int nodes = pods.length;
        int percent = Math.max(5, 50 - nodes / 125);
        int wanted =
                nodes < ALL_BELOW
                        ? nodes
                        : Math.max(ALL_BELOW, (int) ((long) nodes * percent / 100));
        List<Integer> feasible = new ArrayList<>();
        int looked = 0;
        while (looked < nodes && feasible.size() < wanted) {
            int node = (next + looked++) % nodes;
            if (usedCpu[node] + cpu <= cpuMillis
                    && usedMemory[node] + memory <= memoryBytes
                    && pods[node] < MOST_PODS) {
                feasible.add(node);
            }
        }
        next = (next + looked) % nodes;
        return feasible;
    }

    private long score(long cpu, long memory) {
        long least =
                ((cpuMillis - cpu) * HIGHEST / cpuMillis
                                + (memoryBytes - memory) * HIGHEST / memoryBytes)
                        / 2;
        double deviation = Math.abs((double) cpu / cpuMillis - (double) memory / memoryBytes) / 2;
        return least + (long) ((1 - deviation) * HIGHEST);
    }
}
