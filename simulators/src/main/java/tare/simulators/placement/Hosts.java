package tare.simulators.placement;

import java.util.Arrays;
import java.util.List;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;

/** What each host of a fleet has free, as parallel arrays: 17 bytes a host. */
public final class Hosts {

    /** In place of a host. */
    public static final int NONE = -1;

    private final List<HostClass> classes;
    private final HostClass[] kinds;
    private final int[] slots;
    private final byte[] classOf;
    private final int[] freeCpuMillis;
    private final long[] freeMemoryBytes;
    private final int[] instances;
    private int inUse;

    /** All hosts empty. */
    public Hosts(Fleet fleet) {
        classes = fleet.classes();
        kinds = classes.toArray(new HostClass[0]);
        slots = new int[kinds.length];
        int count = fleet.hosts();
        classOf = new byte[count];
        freeCpuMillis = new int[count];
        freeMemoryBytes = new long[count];
        instances = new int[count];
        int first = 0;
        for (int i = 0; i < kinds.length; i++) {
            HostClass each = kinds[i];
            slots[i] = each.slots();
            int end = first + each.count();
            Arrays.fill(classOf, first, end, (byte) i);
            Arrays.fill(freeCpuMillis, first, end, each.cpuMillis());
            Arrays.fill(freeMemoryBytes, first, end, each.memoryBytes());
            first = end;
        }
    }

    public int count() {
        return classOf.length;
    }

    /** How many hosts have an instance. */
    public int inUse() {
        return inUse;
    }

    public List<HostClass> classes() {
        return classes;
    }

    /** The index of the host's class. */
    public int classOf(int host) {
        return classOf[host];
    }

    public HostClass kind(int host) {
        return kinds[classOf[host]];
    }

    public int freeCpuMillis(int host) {
        return freeCpuMillis[host];
    }

    public long freeMemoryBytes(int host) {
        return freeMemoryBytes[host];
    }

    /** How many instances the host has. */
    public int instances(int host) {
        return instances[host];
    }

    /** Whether the host can have one more instance, if that is small enough. */
    public boolean hasSlot(int host) {
        return instances[host] < slots[classOf[host]];
    }

    /** Whether the host has room, and a slot, for such an instance. */
    public boolean fits(int host, int cpuMillis, long memoryBytes) {
        return freeCpuMillis[host] >= cpuMillis
                && freeMemoryBytes[host] >= memoryBytes
                && instances[host] < slots[classOf[host]];
    }

    /** Puts an instance onto a host that has room for it; how many instances it has then. */
    public int take(int host, int cpuMillis, long memoryBytes) {
        int before = instances[host];
        int cpu = freeCpuMillis[host] - cpuMillis;
        long memory = freeMemoryBytes[host] - memoryBytes;
        if (cpu < 0 || memory < 0 || before >= slots[classOf[host]]) {
            throw new IllegalStateException("host " + host + " has no room");
        }
        freeCpuMillis[host] = cpu;
        freeMemoryBytes[host] = memory;
        instances[host] = before + 1;
        inUse += before == 0 ? 1 : 0;
        return before + 1;
    }

    /** Takes an instance off its host; how many instances it has left. */
    public int give(int host, int cpuMillis, long memoryBytes) {
        freeCpuMillis[host] += cpuMillis;
        freeMemoryBytes[host] += memoryBytes;
        int left = --instances[host];
        inUse -= left == 0 ? 1 : 0;
        return left;
    }
}
