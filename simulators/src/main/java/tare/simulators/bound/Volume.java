package tare.simulators.bound;

import java.util.List;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;

/**
 * The bound L1: for each resource, all that is needed over the most that a host has of it, rounded
 * up; the largest of them. Constant time.
 *
 * @param cpuMillis the most CPU of any host that there is
 * @param memoryBytes the most memory, perhaps of another
 * @param slots the most slots
 */
public record Volume(int cpuMillis, long memoryBytes, int slots) {

    public static Volume of(Fleet fleet) {
        return of(fleet.classes());
    }

    /** The same of some classes. */
    public static Volume of(List<HostClass> classes) {
        int cpu = 0;
        long memory = 0;
        int slots = 0;
        for (HostClass kind : classes) {
            if (kind.count() > 0) {
                cpu = Math.max(cpu, kind.cpuMillis());
                memory = Math.max(memory, kind.memoryBytes());
                slots = Math.max(slots, kind.slots());
            }
        }
        return new Volume(cpu, memory, slots);
    }

    /** Hosts below which no placement of so many instances with such sums can be. */
    public int hosts(int instances, long neededCpuMillis, long neededBytes) {
        int hosts = instances == 0 ? 0 : 1;
        hosts = Math.max(hosts, quotient(neededCpuMillis, cpuMillis));
        hosts = Math.max(hosts, quotient(neededBytes, memoryBytes));
        return Math.max(hosts, quotient(instances, slots));
    }

    /** Rounded up; 0 where nothing is needed. What needs something of nothing is never placed. */
    private static int quotient(long needed, long each) {
        return needed == 0 || each == 0 ? 0 : Math.toIntExact((needed - 1) / each + 1);
    }
}
