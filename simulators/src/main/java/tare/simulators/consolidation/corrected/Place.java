package tare.simulators.consolidation.corrected;

import java.util.Arrays;
import tare.simulators.consolidation.HostKind;

/** A host with the machines on it, or those that a plan would have on it. */
final class Place {

    private static final double[] NOTHING = {};

    final int index;
    final int kindIndex;
    final HostKind kind;
    final double mips;
    int count;
    int[] vms = new int[8];

    /** MIPS that its machines ask for, each at most a core's. */
    double demand;

    /** MiB that neither a machine nor one on its way holds. */
    int memoryLeft;

    /** Machines on their way to it. */
    int arriving;

    /** Sum of the machines' histories as shares of this host; made when first asked for. */
    private double[] past = NOTHING;

    private boolean pastKnown;

    Place(int index, int kindIndex, HostKind kind) {
        this.index = index;
        this.kindIndex = kindIndex;
        this.kind = kind;
        mips = kind.mips();
        memoryLeft = kind.memoryMib();
    }

    /** Whether it is on. */
    boolean on() {
        return count > 0 || arriving > 0;
    }

    /** Share of its CPU that is used, at most 1. */
    double load() {
        return Math.min(1, demand / mips);
    }

    double watts() {
        return on() ? kind.curve().watts(load()) : 0;
    }

    void add(int vm, Guests guests) {
        if (count == vms.length) {
            vms = Arrays.copyOf(vms, 2 * count);
        }
        vms[count++] = vm;
        if (pastKnown) {
            addPast(vm, guests);
        }
        demand += guests.demand(vm, kind);
    }

    void remove(int vm, Guests guests) {
        int at = 0;
        while (vms[at] != vm) {
            at++;
        }
        System.arraycopy(vms, at + 1, vms, at, count - at - 1);
        count--;
        pastKnown = false;
        sum(guests);
    }

    /**
     * History of the machines that are on it now, the last sample first: sums in the order in which
     * they came. Holds for one step.
     */
    double[] past(Guests guests) {
        if (!pastKnown) {
            if (past.length == 0) {
                past = new double[Guests.HISTORY];
            }
            Arrays.fill(past, 0);
            for (int i = 0; i < count; i++) {
                addPast(vms[i], guests);
            }
            pastKnown = true;
        }
        return past;
    }

    private void addPast(int vm, Guests guests) {
        double scale = guests.mips[vm] / mips;
        int length = guests.samples();
        for (int i = 0; i < length; i++) {
            past[i] += guests.past(vm, i) * scale;
        }
    }

    /** Sums demands anew, so that no rounding stays behind. */
    void sum(Guests guests) {
        demand = 0;
        for (int i = 0; i < count; i++) {
            demand += guests.demand(vms[i], kind);
        }
    }

    /** This host as a plan begins with it. */
    Place copy() {
        Place copy = new Place(index, kindIndex, kind);
        copy.become(this);
        return copy;
    }

    /** Is from now on as another of its kind is. */
    void become(Place other) {
        count = other.count;
        if (vms.length < count) {
            vms = other.vms.clone();
        } else {
            System.arraycopy(other.vms, 0, vms, 0, count);
        }
        demand = other.demand;
        memoryLeft = other.memoryLeft;
        arriving = other.arriving;
        pastKnown = false;
    }
}
