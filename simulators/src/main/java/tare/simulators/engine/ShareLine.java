package tare.simulators.engine;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import tare.simulators.fleet.Workload;

/**
 * A line for each owner; the owner with the least dominant share is next, of equals the one with
 * the lowest number, and leaves the pass when the first in its line finds no room.
 *
 * <p>Source: A. Ghodsi et al., "Dominant resource fairness: fair allocation of multiple resource
 * types", NSDI 2011, algorithm 1.
 */
final class ShareLine implements Line {

    private static final int FEW = 16;

    private final Workload workload;
    private final IntToDoubleFunction shareOf;
    private final int[][] lines;
    private final int[] from;
    private final int[] end;
    private final boolean waits;
    private int size;

    /** Who found no room where nobody waits. */
    private int[] refused = new int[FEW];

    private int refusedCount;

    /**
     * @param shareOf the dominant share of an owner now
     * @param waits whether the first in a line holds up the others when it finds no room
     */
    ShareLine(Workload workload, IntToDoubleFunction shareOf, boolean waits) {
        this.workload = workload;
        this.waits = waits;
        this.shareOf = shareOf;
        int owners = workload.owners();
        lines = new int[owners][FEW];
        from = new int[owners];
        end = new int[owners];
    }

    @Override
    public void add(int instance) {
        int owner = workload.owner(instance);
        if (end[owner] == lines[owner].length) {
            int waiting = end[owner] - from[owner];
            int[] more = new int[Math.max(FEW, 2 * waiting)];
            System.arraycopy(lines[owner], from[owner], more, 0, waiting);
            lines[owner] = more;
            from[owner] = 0;
            end[owner] = waiting;
        }
        lines[owner][end[owner]++] = instance;
        size++;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void tryAll(Attempt attempt) {
        boolean[] left = new boolean[lines.length];
        int owner = next(left);
        while (owner >= 0) {
            if (attempt.place(lines[owner][from[owner]])) {
                from[owner]++;
                size--;
            } else if (waits) {
                left[owner] = true;
            } else {
                refused = Arrays.copyOf(refused, Math.max(refused.length, 2 * refusedCount));
                refused[refusedCount++] = lines[owner][from[owner]++];
            }
            owner = next(left);
        }
    }

    private int next(boolean[] left) {
        int next = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int owner = 0; owner < lines.length; owner++) {
            if (!left[owner] && from[owner] < end[owner]) {
                double share = shareOf.applyAsDouble(owner);
                if (share < least) {
                    next = owner;
                    least = share;
                }
            }
        }
        return next;
    }

    @Override
    public int drain() {
        if (refusedCount > 0) {
            size--;
            return refused[--refusedCount];
        }
        for (int owner = 0; owner < lines.length; owner++) {
            if (from[owner] < end[owner]) {
                size--;
                return lines[owner][from[owner]++];
            }
        }
        return -1;
    }
}
