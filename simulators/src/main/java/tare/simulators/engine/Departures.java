package tare.simulators.engine;

import java.util.Arrays;

/**
 * Who departs when: the earliest first, of equals the one with the lowest index. Whoever departs
 * after all in the queue joins its end, in constant time; all others go into a heap with four
 * children a node. Both are arrays: 12 bytes for each that is to depart.
 */
final class Departures {

    private static final int CHILDREN = 4;
    private static final int FEW = 16;

    private long[] atNanos = new long[FEW];
    private int[] instances = new int[FEW];
    private int size;

    private long[] queuedNanos = new long[FEW];
    private int[] queued = new int[FEW];
    private int queueFrom;
    private int queueEnd;

    /** Whether somebody departs at that time, and nobody before. */
    boolean isNextAt(long nanos) {
        return nextNanos() == nanos && !isEmpty();
    }

    boolean isEmpty() {
        return size == 0 && queueFrom == queueEnd;
    }

    /** The time of the next; {@link Long#MAX_VALUE} if there is none. */
    long nextNanos() {
        long heap = size == 0 ? Long.MAX_VALUE : atNanos[0];
        long queue = queueFrom == queueEnd ? Long.MAX_VALUE : queuedNanos[queueFrom];
        return heap < queue ? heap : queue;
    }

    /** How many are to depart. */
    int size() {
        return size + queueEnd - queueFrom;
    }

    /** When the last of them departs; {@link Long#MIN_VALUE} if there is none. */
    long lastNanos() {
        long last = queueFrom == queueEnd ? Long.MIN_VALUE : queuedNanos[queueEnd - 1];
        for (int i = 0; i < size; i++) {
            last = Math.max(last, atNanos[i]);
        }
        return last;
    }

    void clear() {
        size = 0;
        queueFrom = 0;
        queueEnd = 0;
    }

    void add(long nanos, int instance) {
        int last = queueEnd - 1;
        if (last < queueFrom
                || nanos > queuedNanos[last]
                || (nanos == queuedNanos[last] && instance >= queued[last])) {
            if (queueEnd == queued.length) {
                makeRoom();
            }
            queuedNanos[queueEnd] = nanos;
            queued[queueEnd++] = instance;
        } else {
            push(nanos, instance);
        }
    }

    /** Moves the queue to the front of its arrays if half of them is free, or makes them larger. */
    private void makeRoom() {
        int count = queueEnd - queueFrom;
        int more = queueFrom > count ? queued.length : count + (count >> 2) + FEW;
        long[] nanos = more == queued.length ? queuedNanos : new long[more];
        int[] each = more == queued.length ? queued : new int[more];
        System.arraycopy(queuedNanos, queueFrom, nanos, 0, count);
        System.arraycopy(queued, queueFrom, each, 0, count);
        queuedNanos = nanos;
        queued = each;
        queueFrom = 0;
        queueEnd = count;
    }

    private void push(long nanos, int instance) {
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
        if (queueFrom < queueEnd
                && (size == 0 || before(queuedNanos[queueFrom], queued[queueFrom], 0))) {
            int first = queued[queueFrom++];
            if (queueFrom == queueEnd) {
                queueFrom = 0;
                queueEnd = 0;
            }
            return first;
        }
        return pop();
    }

    private int pop() {
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
