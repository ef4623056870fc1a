package tare.simulators.engine;

import tare.simulators.fleet.Workload;

/**
 * Instances that found no room in this pass: whoever needs as much and is no more important finds
 * none either, as hosts only fill during a pass. (Where one is taken off to make room, more is
 * taken than was given.) Gangs are not compared.
 */
final class Failures {

    private static final int MOST = 8;

    private final Workload workload;
    private final int[] failed = new int[MOST];
    private int count;

    Failures(Workload workload) {
        this.workload = workload;
    }

    void clear() {
        count = 0;
    }

    void add(int instance) {
        if (count < MOST && workload.gang(instance) == Workload.NO_GANG) {
            failed[count++] = instance;
        }
    }

    boolean holdsFor(int instance) {
        for (int i = 0; i < count; i++) {
            int other = failed[i];
            if (workload.cpuMillis(instance) >= workload.cpuMillis(other)
                    && workload.memoryBytes(instance) >= workload.memoryBytes(other)
                    && workload.priority(instance) <= workload.priority(other)) {
                return true;
            }
        }
        return false;
    }
}
