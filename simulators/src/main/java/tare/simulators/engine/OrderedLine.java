package tare.simulators.engine;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import tare.simulators.fleet.Ordering;
import tare.simulators.fleet.Workload;

/**
 * A line in which each has a place by a key: the least first, of equals the one with the lowest
 * index.
 */
final class OrderedLine implements Line {

    private static final int FEW = 16;

    private final @Nullable IntToLongFunction key;
    private final Failures failures;
    private int[] waiting = new int[FEW];
    private int waitingCount;
    private int[] fresh = new int[FEW];
    private int freshCount;

    /**
     * @param key none: who arrived first comes first
     */
    OrderedLine(@Nullable IntToLongFunction key, Workload workload) {
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
    public void addAll(int first, int end) {
        if (freshCount + end - first > fresh.length) {
            fresh = Arrays.copyOf(fresh, Math.max(2 * freshCount, freshCount + end - first));
        }
        for (int i = first; i < end; i++) {
            fresh[freshCount++] = i;
        }
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
            if (stay > 0 && failures.holdsFor(instance)) {
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
        int ascending = 1;
        while (ascending < count && all[ascending - 1] < all[ascending]) {
            ascending++;
        }
        if (ascending < count) {
            Arrays.sort(all, 0, count);
        }
        waiting = key == null ? all : ordered(all, count, key);
        waitingCount = count;
        freshCount = 0;
    }

    private static int[] ordered(int[] all, int count, IntToLongFunction key) {
        long[] keys = new long[count];
        boolean sorted = true;
        for (int i = 0; i < count; i++) {
            keys[i] = key.applyAsLong(all[i]);
            sorted &= i == 0 || keys[i - 1] <= keys[i];
        }
        if (sorted) {
            return all;
        }
        int[] order = Ordering.ascending(keys, count);
        int[] ordered = new int[all.length];
        for (int i = 0; i < count; i++) {
            ordered[i] = all[order[i]];
        }
        return ordered;
    }
}
