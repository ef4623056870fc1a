package tare.simulators.consolidation.corrected;

import tare.simulators.consolidation.Explained;

/**
 * Which machine's use goes most with that of the others: the share of its variance that a linear
 * regression on theirs explains. Where there are too few samples for that, the one of least memory.
 */
final class Correlation {

    /** Below any share. */
    private static final double NOTHING = -1;

    private final Guests guests;
    private final Explained explained = new Explained(Guests.HISTORY);
    private double[][] rows = {};

    Correlation(Guests guests) {
        this.guests = guests;
    }

    int most(int[] vms, int count) {
        int samples = guests.samples();
        if (rows.length < count) {
            rows = new double[count][Guests.HISTORY];
        }
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < samples; i++) {
                rows[row][i] = guests.past(vms[row], i);
            }
        }
        int found = explained.most(rows, count, samples, NOTHING);
        return found == Explained.NONE ? leastMemory(vms, count) : vms[found];
    }

    private int leastMemory(int[] vms, int count) {
        int found = vms[0];
        for (int i = 1; i < count; i++) {
            if (guests.memoryMib[vms[i]] < guests.memoryMib[found]) {
                found = vms[i];
            }
        }
        return found;
    }
}
