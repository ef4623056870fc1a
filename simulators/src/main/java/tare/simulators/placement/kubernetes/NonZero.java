package tare.simulators.placement.kubernetes;

import tare.simulators.fleet.Workload;

/**
 * What pods that request nothing count for where nodes are scored.
 *
 * <p>Source: pkg/scheduler/util/pod_resources.go.
 */
final class NonZero {

    private static final int CPU_MILLIS = 100;
    private static final long MEMORY_BYTES = 200L << 20;

    private final Workload workload;

    /** How many such pods are on each node; empty where every pod has requests. */
    private final int[] withoutCpu;

    private final int[] withoutMemory;

    NonZero(Workload workload, int nodes) {
        this.workload = workload;
        boolean cpu = false;
        boolean memory = false;
        for (int i = 0; i < workload.count(); i++) {
            cpu |= workload.cpuMillis(i) == 0;
            memory |= workload.memoryBytes(i) == 0;
        }
        withoutCpu = new int[cpu ? nodes : 0];
        withoutMemory = new int[memory ? nodes : 0];
    }

    void add(int instance, int node, int sign) {
        if (workload.cpuMillis(instance) == 0) {
            withoutCpu[node] += sign;
        }
        if (workload.memoryBytes(instance) == 0) {
            withoutMemory[node] += sign;
        }
    }

    /** CPU beside what is requested on the node and by the instance. */
    long moreCpu(int node, int instance) {
        int pods = workload.cpuMillis(instance) == 0 ? 1 : 0;
        pods += withoutCpu.length == 0 ? 0 : withoutCpu[node];
        return (long) pods * CPU_MILLIS;
    }

    long moreMemory(int node, int instance) {
        int pods = workload.memoryBytes(instance) == 0 ? 1 : 0;
        pods += withoutMemory.length == 0 ? 0 : withoutMemory[node];
        return pods * MEMORY_BYTES;
    }
}
