package tare.simulators.consolidation.cloudsim;

import java.util.Random;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import tare.simulators.consolidation.MotionPolicy.Selection;

/** Which machine leaves an over-utilised host. */
final class Choice {

    private final Machines machines;
    private final Selection selection;
    private final Random random;

    /**
     * @param seed of java.util.Random: the published program seeds it by the clock
     */
    Choice(Machines machines, Selection selection, long seed) {
        this.machines = machines;
        this.selection = selection;
        random = new Random(seed);
    }

    /** A slot of the host; -1 if nothing is left on it. */
    int slot(Node node) {
        if (node.count == 0) {
            return -1;
        }
        return switch (selection) {
            case MMT -> leastMemory(node);
            case MU -> leastUsed(node);
            case RS -> random.nextInt(node.count);
            case MC -> mostCorrelated(node);
        };
    }

    private int leastMemory(Node node) {
        int least = 0;
        for (int slot = 1; slot < node.count; slot++) {
            if (machines.memoryMib[node.vms[slot]] < machines.memoryMib[node.vms[least]]) {
                least = slot;
            }
        }
        return least;
    }

    private int leastUsed(Node node) {
        int found = 0;
        double least = Double.MAX_VALUE;
        for (int slot = 0; slot < node.count; slot++) {
            int vm = node.vms[slot];
            double use = machines.request[vm] / machines.mips[vm];
            if (use < least) {
                least = use;
                found = slot;
            }
        }
        return found;
    }

    /** By the share of its variance that a regression on the others' histories explains. */
    private int mostCorrelated(Node node) {
        int length = machines.samples();
        double[][] rows = new double[node.count][length];
        for (int slot = 0; slot < node.count; slot++) {
            for (int i = 0; i < length; i++) {
                rows[slot][i] = machines.past(node.vms[slot], i);
            }
        }
        int found = 0;
        double most = Double.MIN_VALUE;
        try {
            for (int slot = 0; slot < node.count; slot++) {
                double explained = explained(rows, slot);
                if (explained > most) {
                    most = explained;
                    found = slot;
                }
            }
        } catch (MathIllegalArgumentException e) {
            // Too few samples, or one history is made up of others.
            return leastMemory(node);
        }
        return found;
    }

    private static double explained(double[][] rows, int of) {
        double[][] others = new double[rows.length - 1][];
        int n = 0;
        for (int row = 0; row < rows.length; row++) {
            if (row != of) {
                others[n++] = rows[row];
            }
        }
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
        regression.newSampleData(rows[of], new Array2DRowRealMatrix(others).transpose().getData());
        return regression.calculateRSquared();
    }
}
