package tare.simulators.engine;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import tare.simulators.fleet.Ordering;
import tare.simulators.fleet.Workload;

/**
 * A line in which each has a place by a key: the least first, of equals the one with the lowest
 * index.
 */
final class OrderedLine implements Line {

    private static final int FEW = 16;

    private final IntToLongFunction key;
    private final Failures failures;
    private int[] waiting = new int[FEW];
    private int waitingCount;
    private int[] fresh = new int[FEW];
    private int freshCount;

    OrderedLine(IntToLongFunction key, Workload workload) {
        this.key = key;
        failures = new Failures(workload);
    }

    @Override
    public void add(int instance) {
        if (freshCount == fresh.length) {
            fresh = Arrays.copyOf(fresh, 2 * freshCount);
        }
        fresh[freshCount++] = instance;
    }

    @Override
    public int size() {
        return waitingCount + freshCount;
    }

    @Override
    public void tryAll(Attempt attempt) {
        merge();
        failures.clear();
        // Who is taken off to make room joins as fresh while this goes on.
        int[] line = waiting;
        int count = waitingCount;
        int stay = 0;
        for (int i = 0; i < count; i++) {
            int instance = line[i];
            if (failures.holdsFor(instance)) {
                line[stay++] = instance;
            } else if (!attempt.place(instance)) {
                failures.add(instance);
                line[stay++] = instance;
            }
        }
        waitingCount = stay;
    }

    @Override
    public int drain() {
        merge();
        return waitingCount == 0 ? -1 : waiting[--waitingCount];
    }

    private void merge() {
        if (freshCount == 0) {
            return;
        }
        int[] all = Arrays.copyOf(waiting, Math.max(FEW, waitingCount + freshCount));
        System.arraycopy(fresh, 0, all, waitingCount, freshCount);
        int count = waitingCount + freshCount;
        Arrays.sort(all, 0, count);
        long[] keys = new long[count];
        boolean sorted = true;
        for (int i = 0; i < count; i++) {
            keys[i] = key.applyAsLong(all[i]);
            sorted &= i == 0 || keys[i - 1] <= keys[i];
        }
        if (!sorted) {
            int[] order = Ordering.ascending(keys, count);
            int[] ordered = new int[all.length];
            for (int i = 0; i < count; i++) {
                ordered[i] = all[order[i]];
            }
            all = ordered;
        }
        waiting = all;
        waitingCount = count;
        freshCount = 0;
    }
}
