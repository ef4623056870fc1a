package tare.simulators.placement.index;

import tare.simulators.fleet.Workload;

/**
 * What every instance of a workload needs at the least: a host with less free takes none of them.
 *
 * @param cpuMillis the least CPU
 * @param memoryBytes the least memory, perhaps of another instance
 */
record Smallest(int cpuMillis, long memoryBytes) {

    static Smallest of(Workload workload) {
        int cpu = Integer.MAX_VALUE;
        long memory = Long.MAX_VALUE;
        for (int i = 0; i < workload.count(); i++) {
            cpu = Math.min(cpu, workload.cpuMillis(i));
            memory = Math.min(memory, workload.memoryBytes(i));
        }
        return new Smallest(cpu, memory);
    }
}
