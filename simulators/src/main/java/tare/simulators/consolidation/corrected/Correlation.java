package tare.simulators.consolidation.corrected;

import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * Which machine's use goes most with that of the others: the share of its variance that a linear
 * regression on theirs explains. Where there are too few samples for that, the one of least memory.
 */
final class Correlation {

    private final Guests guests;

    Correlation(Guests guests) {
        this.guests = guests;
    }

    int most(int[] vms, int count) {
        int length = guests.samples();
        int found = vms[0];
        double most = -1;
        try {
            for (int of = 0; of < count; of++) {
                double explained = explained(vms, count, of, length);
                if (explained > most) {
                    most = explained;
                    found = vms[of];
                }
            }
            return found;
        } catch (MathIllegalArgumentException e) {
            return leastMemory(vms, count);
        }
    }

    private double explained(int[] vms, int count, int of, int length) {
        double[] y = new double[length];
        double[][] x = new double[length][count - 1];
        for (int i = 0; i < length; i++) {
            y[i] = guests.past(vms[of], i);
            int column = 0;
            for (int other = 0; other < count; other++) {
                if (other != of) {
                    x[i][column++] = guests.past(vms[other], i);
                }
            }
        }
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
        regression.newSampleData(y, x);
        return regression.calculateRSquared();
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
