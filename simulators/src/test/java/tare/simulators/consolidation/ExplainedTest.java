package tare.simulators.consolidation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;

class ExplainedTest {

    private static final int LENGTH = 30;
    private static final int CASES = 3_000;

    /** Whole per cents, interpolated ones, constants, copies, sums, and hardly any difference. */
    @Test
    void theAnswerIsThatOfARegressionForEach() {
        Random random = new Random(1);
        Explained explained = new Explained(LENGTH);
        int none = 0;
        for (int trial = 0; trial < CASES; trial++) {
            int samples = random.nextInt(4) == 0 ? 1 + random.nextInt(LENGTH) : LENGTH;
            int count = 1 + random.nextInt(random.nextInt(8) == 0 ? LENGTH + 1 : 8);
            double[][] rows = drawn(random, count);
            double above = random.nextBoolean() ? -1 : Double.MIN_VALUE;
            int expected = byLibrary(rows, count, samples, above);
            none += expected == Explained.NONE ? 1 : 0;

            assertEquals(
                    expected,
                    explained.most(rows, count, samples, above),
                    "trial " + trial + ": " + count + " of " + samples);
        }
        assertTrue(none > CASES / 100 && none < CASES / 2, none + " without an answer");
    }

    private static double[][] drawn(Random random, int count) {
        double[][] rows = new double[count][LENGTH];
        double common = random.nextDouble();
        double[] tide = random.doubles(LENGTH).toArray();
        for (int row = 0; row < count; row++) {
            int kind = random.nextInt(12);
            double level = random.nextInt(90);
            for (int i = 0; i < LENGTH; i++) {
                double value = level + 10 * (common * tide[i] + random.nextDouble());
                rows[row][i] = Math.floor(value) / 100;
                if (kind == 0) {
                    rows[row][i] = level / 100;
                } else if (kind == 1 && row > 0) {
                    rows[row][i] = rows[row - 1][i];
                } else if (kind == 2 && row > 1) {
                    rows[row][i] = rows[row - 1][i] + rows[row - 2][i];
                } else if (kind == 3 && row > 0) {
                    rows[row][i] = rows[row - 1][i] + 1e-9 * random.nextDouble();
                } else if (kind < 8) {
                    rows[row][i] = value / 300;
                }
            }
        }
        return rows;
    }

    /** As the published program has it. */
    private static int byLibrary(double[][] rows, int count, int samples, double above) {
        int found = 0;
        double most = above;
        try {
            for (int of = 0; of < count && count > 1; of++) {
                double[][] others = new double[samples][count - 1];
                for (int i = 0; i < samples; i++) {
                    for (int column = 0; column < count - 1; column++) {
                        others[i][column] = rows[column < of ? column : column + 1][i];
                    }
                }
                OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
                regression.newSampleData(Arrays.copyOf(rows[of], samples), others);
                double share = regression.calculateRSquared();
                if (share > most) {
                    most = share;
                    found = of;
                }
            }
            return found;
        } catch (MathIllegalArgumentException e) {
            return Explained.NONE;
        }
    }
}
