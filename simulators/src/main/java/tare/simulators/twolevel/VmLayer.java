package tare.simulators.twolevel;

import tare.simulators.engine.Overhead;
import tare.simulators.fleet.HostClass;

/**
 * A layer of VMs between containers and hosts.
 *
 * @param cpuMillis a VM's CPU, above 0
 * @param memoryBytes a VM's memory, above 0
 * @param slots containers in one at the most
 * @param guestCpuMillis CPU in each VM that containers cannot have: guest kernel, agents
 * @param guestBytes memory likewise
 * @param overhead what a VM costs its host beside what it is given; what is once a host
 * @param policy by which VMs are placed on hosts
 */
public record VmLayer(
        int cpuMillis,
        long memoryBytes,
        int slots,
        int guestCpuMillis,
        long guestBytes,
        Overhead overhead,
        String policy) {

    public VmLayer {
        if (cpuMillis < 1 || memoryBytes < 1 || guestCpuMillis < 0 || guestBytes < 0) {
            throw new IllegalArgumentException(
                    "VM of " + cpuMillis + " mCPU and " + memoryBytes + " bytes");
        }
    }

    /** So many VMs, as hosts of containers. */
    HostClass asHosts(int count) {
        return new HostClass("vm", count, cpuMillis, memoryBytes, slots)
                .without(guestCpuMillis, guestBytes);
    }
}
