package tare.simulators.consolidation.cloudsim;

import java.util.Arrays;
import tare.simulators.consolidation.HostKind;

/**
 * A host with its scheduler: machines share its cores by time, and where they ask for more than
 * there is all are cut alike, to whole MIPS.
 *
 * <p>Two orders matter, as sums of floating point depend on them: that in which machines came, and
 * that of a hash table over their names, whose size never shrinks. Machines are known by their slot
 * in the first.
 */
final class Node {

    private static final int FIRST_TABLE = 16;
    private static final double LOAD_FACTOR = 0.75;

    /** What a machine on its way takes of its new host, and loses on its old one. */
    private static final double DEGRADATION = 0.1;

    final int index;
    final int kind;
    final HostKind type;
    final double mips;
    private final double coreMips;
    private final Machines machines;

    int count;
    int[] vms = new int[8];
    boolean[] arriving = new boolean[8];
    double[] given = new double[8];
    private int[] table = new int[8];
    private int tableSize = FIRST_TABLE;

    /** MIPS that nobody has. */
    double free;

    /** MIPS that machines have been given. */
    double used;

    /** MIPS that machines ask for. */
    double asked;

    /** Whether shares are as a pass over the table leaves them. */
    private boolean settled;

    /** Sum of the machines' histories as shares of this host; made when first asked for. */
    private final double[] past = new double[Machines.HISTORY];

    private boolean pastKnown;

    Node(int index, int kind, HostKind type, Machines machines) {
        this.index = index;
        this.kind = kind;
        this.type = type;
        this.machines = machines;
        mips = type.mips();
        coreMips = type.coreMips();
        free = mips;
    }

    int slot(int vm) {
        for (int slot = 0; slot < count; slot++) {
            if (vms[slot] == vm) {
                return slot;
            }
        }
        return -1;
    }

    boolean fitsCore(double request) {
        return coreMips >= request;
    }

    /** Puts a machine last, with no share yet. */
    void enter(int vm, boolean isArriving) {
        if (count == vms.length) {
            vms = Arrays.copyOf(vms, 2 * count);
            arriving = Arrays.copyOf(arriving, 2 * count);
            given = Arrays.copyOf(given, 2 * count);
            table = Arrays.copyOf(table, 2 * count);
        }
        vms[count] = vm;
        arriving[count] = isArriving;
        given[count] = 0;
        makeTableFor(count + 1);
        insert(count);
        count++;
        pastKnown = false;
    }

    /** Gives a slot its place in the table: behind all of the same bucket and those before. */
    private void insert(int slot) {
        int bucket = bucket(slot);
        int at = slot;
        while (at > 0 && bucket(table[at - 1]) > bucket) {
            table[at] = table[at - 1];
            at--;
        }
        table[at] = slot;
    }

    private int bucket(int slot) {
        return machines.hash[vms[slot]] & (tableSize - 1);
    }

    private void makeTableFor(int entries) {
        if (entries > LOAD_FACTOR * tableSize) {
            tableSize *= 2;
            sortTable();
            settled = false;
        }
    }

    private void sortTable() {
        for (int slot = 0; slot < count; slot++) {
            insert(slot);
        }
    }

    /** Takes a machine out; shares are as they were. */
    void leave(int vm) {
        int gone = slot(vm);
        int last = count - 1;
        System.arraycopy(vms, gone + 1, vms, gone, last - gone);
        System.arraycopy(arriving, gone + 1, arriving, gone, last - gone);
        System.arraycopy(given, gone + 1, given, gone, last - gone);
        int to = 0;
        for (int at = 0; at < count; at++) {
            int slot = table[at];
            if (slot != gone) {
                table[to++] = slot > gone ? slot - 1 : slot;
            }
        }
        count = last;
        settled = false;
        pastKnown = false;
    }

    /** Puts back the machines of before, none of them arriving. */
    void restore(int[] before) {
        count = 0;
        for (int vm : before) {
            enter(vm, false);
        }
        settled = false;
    }

    /** Shares in the order in which machines came. */
    void shareInOrder() {
        free = mips;
        for (int slot = 0; slot < count; slot++) {
            take(slot, slot + 1);
        }
        settled = false;
        sum();
    }

    /** Shares in the order of the table, as after a machine has been tried and taken away. */
    void settle() {
        if (!settled) {
            free = mips;
            for (int at = 0; at < count; at++) {
                take(table[at], count);
            }
            settled = true;
            sum();
        }
    }

    /** What a trial of one more machine leaves behind. */
    void touch() {
        makeTableFor(count + 1);
        settle();
    }

    /** Sums what is given and asked for, first come first. */
    private void sum() {
        used = 0;
        asked = 0;
        for (int slot = 0; slot < count; slot++) {
            used += given[slot];
            asked += machines.request[vms[slot]];
        }
    }

    /** Takes a machine in addition, for good. */
    void accept(int vm) {
        enter(vm, false);
        take(count - 1, count);
        settled = false;
        sum();
    }

    /** Lets a machine go, for good. */
    void release(int vm) {
        leave(vm);
        settle();
    }

    private void take(int slot, int present) {
        double request = Math.min(machines.request[vms[slot]], coreMips);
        double needed = arriving[slot] ? request * DEGRADATION : request;
        if (free >= needed) {
            if (departing(slot)) {
                given[slot] = request * 0.9;
            } else {
                given[slot] = needed;
            }
            free -= needed;
        } else {
            cutAll(present);
        }
    }

    /** Slots below the bound are cut alike. */
    private void cutAll(int present) {
        double needed = 0;
        for (int at = 0; at < count; at++) {
            int slot = table[at];
            if (slot < present) {
                double request = Math.min(machines.request[vms[slot]], coreMips);
                needed += arriving[slot] ? request * DEGRADATION : request;
            }
        }
        double scale = mips / needed;
        for (int slot = 0; slot < present; slot++) {
            double share = Math.min(machines.request[vms[slot]], coreMips);
            if (departing(slot)) {
                share = share * scale * 0.9;
            } else if (arriving[slot]) {
                share = share * DEGRADATION * scale;
            } else {
                share *= scale;
            }
            given[slot] = Math.floor(share);
        }
        free = 0;
    }

    private boolean departing(int slot) {
        return machines.moving[vms[slot]] && !arriving[slot];
    }

    /** History of so many samples ago, 0 for the last, as a share of this host. */
    double past(int ago) {
        if (!pastKnown) {
            int samples = machines.samples();
            Arrays.fill(past, 0);
            for (int slot = 0; slot < count; slot++) {
                for (int i = 0; i < samples; i++) {
                    past[i] += machines.pastShare(kind, vms[slot], i);
                }
            }
            pastKnown = true;
        }
        return past[ago];
    }

    /** The machines' histories have grown. */
    void forgetPast() {
        pastKnown = false;
    }
}
