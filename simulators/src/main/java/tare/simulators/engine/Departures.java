package tare.simulators.engine;

import java.util.Arrays;

/**
 * Who departs when: a heap with four children a node, in arrays; the earliest first, of equals the
 * one with the lowest index. 12 bytes for each that is to depart.
 */
final class Departures {

    private static final int CHILDREN = 4;
    private static final int FEW = 16;

    private long[] atNanos = new long[FEW];
    private int[] instances = new int[FEW];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** The time of the next; {@link Long#MAX_VALUE} if there is none. */
    long nextNanos() {
        return size == 0 ? Long.MAX_VALUE : atNanos[0];
    }

    void add(long nanos, int instance) {
        if (size == instances.length) {
            int more = size + (size >> 2) + 1;
            atNanos = Arrays.copyOf(atNanos, more);
            instances = Arrays.copyOf(instances, more);
        }
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) / CHILDREN;
            if (!before(nanos, instance, parent)) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        atNanos[at] = nanos;
        instances[at] = instance;
    }

    /** Takes out the next, which there must be. */
    int remove() {
        final int first = instances[0];
        size--;
        long nanos = atNanos[size];
        int instance = instances[size];
        int at = 0;
        while (true) {
            int child = least(CHILDREN * at + 1);
            if (child >= size || before(nanos, instance, child)) {
                break;
            }
            move(child, at);
            at = child;
        }
        atNanos[at] = nanos;
        instances[at] = instance;
        return first;
    }

    /** The least of a node's children, or a number beyond the end if it has none. */
    private int least(int firstChild) {
        int least = firstChild;
        int end = Math.min(size, firstChild + CHILDREN);
        for (int child = firstChild + 1; child < end; child++) {
            if (before(atNanos[child], instances[child], least)) {
                least = child;
            }
        }
        return least;
    }

    private boolean before(long nanos, int instance, int other) {
        return nanos < atNanos[other] || (nanos == atNanos[other] && instance < instances[other]);
    }

    private void move(int from, int to) {
        atNanos[to] = atNanos[from];
        instances[to] = instances[from];
    }
}
