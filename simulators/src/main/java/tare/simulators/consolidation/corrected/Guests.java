package tare.simulators.consolidation.corrected;

import tare.simulators.consolidation.DayUse;
import tare.simulators.consolidation.Estate;
import tare.simulators.consolidation.HostKind;

/** All machines: sizes, where they are, what they ask for now, and what they asked for before. */
final class Guests {

    /** Samples that histories hold. */
    static final int HISTORY = 30;

    final int count;
    final double[] mips;
    final int[] memoryMib;
    final int[] host;
    final boolean[] moving;
    private final DayUse day;
    private int step;

    Guests(DayUse day, Estate estate) {
        this.day = day;
        count = day.machines();
        mips = new double[count];
        memoryMib = new int[count];
        host = new int[count];
        moving = new boolean[count];
        for (int vm = 0; vm < count; vm++) {
            mips[vm] = estate.vm(vm, count).mips();
            memoryMib[vm] = estate.vm(vm, count).memoryMib();
        }
    }

    /** Goes to a sample of the day. */
    void at(int sample) {
        step = sample;
    }

    /** MIPS that a machine asks for. */
    double request(int vm) {
        return day.sample(vm, step) * mips[vm];
    }

    /** The same, no more than a core of a kind of host gives. */
    double demand(int vm, HostKind kind) {
        return Math.min(request(vm), kind.coreMips());
    }

    /** How many samples are remembered, the present one included. */
    int samples() {
        return Math.min(HISTORY, step + 1);
    }

    /** Share of its own CPU that a machine asked for so many samples ago. */
    double past(int vm, int ago) {
        return day.sample(vm, step - ago);
    }
}
