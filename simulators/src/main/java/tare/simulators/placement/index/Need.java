package tare.simulators.placement.index;

/** What one instance needs, as the trees ask for it. Used again for each instance. */
final class Need {

    private final Slopes slopes;
    int cpuMillis;
    long memoryBytes;
    int slope;
    int number;

    Need(Slopes slopes) {
        this.slopes = slopes;
    }

    Need of(int cpu, long memory) {
        cpuMillis = cpu;
        memoryBytes = memory;
        slope = slopes.nearest(cpu, memory);
        number = slopes.number(slope, cpu, memory);
        return this;
    }
}
