package tare.results.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Two clearly separate groups of samples, as a start that sometimes waits for something gives.
 *
 * <p>The logarithms are split where the variance between the parts is largest (Otsu, "A Threshold
 * Selection Method from Gray-Level Histograms", 1979); the parts count as two modes if they are
 * further apart than Ashman's D of 4.5 (Ashman, Bird and Zepf, 1994). The halves of a normal
 * distribution are 2.7 apart, those of a uniform one 3.5.
 *
 * @param low median of the lower mode
 * @param high median of the upper mode
 * @param share of the samples that are in the upper mode, strictly between 0 and 1
 */
public record Modes(double low, double high, double share) {

    private static final int FEWEST = 20;
    private static final double APART = 4.5;
    private static final double SMALLEST = 0.05;

    /** From this share on of the smaller mode the median lies where hardly any sample does. */
    private static final double BALANCED = 0.4;

    /**
     * Looks for two modes.
     *
     * @param samples above 0; fewer than 20 show none
     */
    public static Optional<Modes> of(double[] samples) {
        int n = samples.length;
        if (n < FEWEST || Arrays.stream(samples).anyMatch(v -> !(v > 0))) {
            return Optional.empty();
        }
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        double[] logs = Arrays.stream(sorted).map(StrictMath::log).toArray();
        int split = split(logs);
        double share = (n - split) / (double) n;
        if (Math.min(share, 1 - share) < SMALLEST || apart(logs, split) < APART) {
            return Optional.empty();
        }
        return Optional.of(
                new Modes(
                        Quantiles.median(Arrays.copyOf(sorted, split)),
                        Quantiles.median(Arrays.copyOfRange(sorted, split, n)),
                        share));
    }

    /**
     * The same within rounds: each is brought to the level of all by its mean of logarithms, so
     * that what moves whole rounds is no mode.
     *
     * @param rounds values above 0; a round of one sample has no modes of its own, and is left out
     */
    public static Optional<Modes> within(List<double[]> rounds) {
        List<double[]> kept = rounds.stream().filter(round -> round.length > 1).toList();
        double[] levels = kept.stream().mapToDouble(Modes::level).toArray();
        double level = mean(levels);
        int n = kept.stream().mapToInt(round -> round.length).sum();
        if (n == 0 || !Double.isFinite(level)) {
            return Optional.empty();
        }
        double[] moved = new double[n];
        int next = 0;
        for (int r = 0; r < levels.length; r++) {
            double factor = StrictMath.exp(level - levels[r]);
            for (double value : kept.get(r)) {
                moved[next++] = value * factor;
            }
        }
        return of(moved);
    }

    private static double level(double[] round) {
        return mean(Arrays.stream(round).map(StrictMath::log).toArray());
    }

    /** Whether the median depends on which mode has some samples more. */
    public boolean balanced() {
        return Math.min(share, 1 - share) >= BALANCED;
    }

    private static int split(double[] logs) {
        double total = Arrays.stream(logs).sum();
        double left = 0;
        int best = 1;
        double most = -1;
        for (int i = 1; i < logs.length; i++) {
            left += logs[i - 1];
            double distance = left / i - (total - left) / (logs.length - i);
            double between = distance * distance * i * (logs.length - i);
            if (between > most) {
                most = between;
                best = i;
            }
        }
        return best;
    }

    private static double apart(double[] logs, int split) {
        double[] low = Arrays.copyOf(logs, split);
        double[] high = Arrays.copyOfRange(logs, split, logs.length);
        double spread = variance(low) + variance(high);
        double distance = mean(high) - mean(low);
        if (distance == 0) {
            return 0;
        }
        return spread == 0
                ? Double.POSITIVE_INFINITY
                : distance * StrictMath.sqrt(2) / StrictMath.sqrt(spread);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
    }
}
