package tare.simulators.consolidation.cloudsim;

import tare.simulators.consolidation.DayUse;
import tare.simulators.consolidation.Estate;
import tare.simulators.consolidation.HostKind;
import tare.simulators.consolidation.VmKind;

/** All virtual machines: sizes, what they ask for now, and what they asked for before. */
final class Machines {

    /** Samples that histories hold. */
    static final int HISTORY = 30;

    private static final int RING = 32;

    final int count;
    final double[] mips;
    final int[] memoryMib;

    /** Million instructions per second. */
    final double[] request;

    /** Share of the machine's own CPU. */
    final double[] use;

    final boolean[] moving;

    /** Hash of the machine's name in CloudSim, which orders its tables. */
    final int[] hash;

    private final int kinds;
    private final double[] hostMips;
    private final double[] raw;
    private final double[] shares;
    private int head;
    private int samples;

    Machines(DayUse day, Estate estate) {
        count = day.machines();
        mips = new double[count];
        memoryMib = new int[count];
        request = new double[count];
        use = new double[count];
        moving = new boolean[count];
        hash = new int[count];
        for (int vm = 0; vm < count; vm++) {
            VmKind kind = estate.vm(vm, count);
            mips[vm] = kind.mips();
            memoryMib[vm] = kind.memoryMib();
            // Entity 2 is the broker that owns all machines.
            int name = ("2-" + vm).hashCode();
            hash[vm] = name ^ (name >>> 16);
        }
        kinds = estate.hostKinds().size();
        hostMips = estate.hostKinds().stream().mapToDouble(HostKind::mips).toArray();
        raw = new double[count * RING];
        shares = new double[kinds * count * RING];
    }

    /** Takes the use at a time. */
    void ask(DayUse day, double seconds) {
        day.at(seconds, use);
        for (int vm = 0; vm < count; vm++) {
            request[vm] = use[vm] * mips[vm];
        }
    }

    /** Remembers the present use of all. */
    void remember() {
        head = (head - 1) & (RING - 1);
        samples = Math.min(HISTORY, samples + 1);
        for (int vm = 0; vm < count; vm++) {
            double now = use[vm];
            raw[vm * RING + head] = now;
            for (int kind = 0; kind < kinds; kind++) {
                shares[(kind * count + vm) * RING + head] = now * mips[vm] / hostMips[kind];
            }
        }
    }

    /** How many samples are remembered. */
    int samples() {
        return samples;
    }

    /** Use so many samples ago, 0 for the last. */
    double past(int vm, int ago) {
        return raw[vm * RING + ((head + ago) & (RING - 1))];
    }

    /** The same as a share of a host of a kind. */
    double pastShare(int kind, int vm, int ago) {
        return shares[(kind * count + vm) * RING + ((head + ago) & (RING - 1))];
    }
}
