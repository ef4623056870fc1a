package tare.simulators.placement.index;

/** What some hosts of one class have, at the least and at the most. Used again for each look. */
public final class Box {

    int leastCpuMillis;
    int mostCpuMillis;
    long leastMemoryBytes;
    long mostMemoryBytes;
    int fewestInstances;
    int mostInstances;

    Box() {}

    /** The least free CPU of any host in it. */
    public int leastCpuMillis() {
        return leastCpuMillis;
    }

    /** The most free CPU of any host in it. */
    public int mostCpuMillis() {
        return mostCpuMillis;
    }

    /** The least free memory of any host in it. */
    public long leastMemoryBytes() {
        return leastMemoryBytes;
    }

    /** The most free memory of any host in it. */
    public long mostMemoryBytes() {
        return mostMemoryBytes;
    }

    public int fewestInstances() {
        return fewestInstances;
    }

    public int mostInstances() {
        return mostInstances;
    }
}
