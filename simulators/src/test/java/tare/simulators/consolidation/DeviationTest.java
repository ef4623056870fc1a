package tare.simulators.consolidation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeviationTest {

    /** Histories of whole per cents have many ties, and demands that lie on the bound itself. */
    @Test
    void theAnswerIsThatOfTheFormula() {
        SplittableRandom random = new SplittableRandom(5);
        Deviation deviation = new Deviation(30);
        for (int i = 0; i < 200_000; i++) {
            int length = 1 + random.nextInt(30);
            double[] history = new double[30];
            int steps = 1 + random.nextInt(100);
            for (int k = 0; k < length; k++) {
                history[k] = random.nextInt(steps) / 100.0;
            }
            double parameter = random.nextInt(8) / 2.0;
            double edge = 1 - parameter * mad(history, length);
            double demand =
                    random.nextBoolean()
                            ? random.nextDouble()
                            : Math.min(1, edge + (random.nextInt(3) - 1) * Math.ulp(edge));
            assertEquals(
                    demand > edge,
                    deviation.exceeded(history, length, demand, parameter),
                    () -> Arrays.toString(history) + " " + demand + " " + parameter);
        }
    }

    private static double mad(double[] history, int length) {
        double[] sorted = Arrays.copyOf(history, length);
        double median = median(sorted);
        double[] distances = new double[length];
        for (int k = 0; k < length; k++) {
            distances[k] = Math.abs(median - history[k]);
        }
        return median(distances);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1
                ? values[half]
                : values[half - 1] + 0.5 * (values[half] - values[half - 1]);
    }
}
