package tare.simulators.consolidation.corrected;

import java.util.Arrays;
import tare.simulators.consolidation.HostKind;

/** A host with the machines on it, or those that a plan would have on it. */
final class Place {

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
        demand += guests.demand(vm, kind);
    }

    void remove(int vm, Guests guests) {
        int at = 0;
        while (vms[at] != vm) {
            at++;
        }
        System.arraycopy(vms, at + 1, vms, at, count - at - 1);
        count--;
        sum(guests);
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
        copy.count = count;
        copy.vms = vms.clone();
        copy.demand = demand;
        copy.memoryLeft = memoryLeft;
        copy.arriving = arriving;
        return copy;
    }
}
