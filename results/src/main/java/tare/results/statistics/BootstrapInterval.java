package tare.results.statistics;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A confidence interval found by resampling, or by Student's t where rounds are too few for that.
 *
 * <p>Samples of one round resemble each other, so the unit is the round: rounds are drawn with
 * replacement, then samples within each drawn round (Kalibera and Jones, "Quantifying Performance
 * Changes with Effect Size Confidence Intervals", 2012).
 *
 * @param estimate the centre that the interval belongs to, in the samples' unit
 * @param low lower end
 * @param high upper end
 * @param level confidence, 0.95
 * @param method how it was found
 * @param rounds number of rounds, the unit of the statistic; of samples for a mean
 * @param resamples number of resamples, 0 where none were drawn
 */
public record BootstrapInterval(
        double estimate,
        double low,
        double high,
        double level,
        Method method,
        int rounds,
        int resamples) {

    /** How an interval was found. */
    public enum Method {
        /** Percentiles of resampled rounds. */
        CLUSTERED("round-clustered bootstrap"),
        /** Student's t on the logarithms of the rounds' own medians. */
        T_ON_LOGS("t on log round medians"),
        /** The same without logarithms, where a value is not above 0. */
        T_ON_VALUES("t on values"),
        /** Bias-corrected and accelerated (Efron, JASA 82, 1987). */
        BCA("BCa bootstrap");

        private final String words;

        Method(String words) {
            this.words = words;
        }

        /** What a caption calls it. */
        public String words() {
            return words;
        }
    }

    private static final double LEVEL = 0.95;
    private static final String GENERATOR = "L64X128MixRandom";

    /** Below it a resampled interval is too narrow: 91 % for 95 % with four rounds. */
    private static final int FEWEST_ROUNDS = 6;

    private static final int MOST_RESAMPLES = 10_000;
    private static final int FEWEST_RESAMPLES = 1_000;

    /** Bounds the work: more samples get fewer resamples. */
    private static final long MOST_DRAWS = 40_000_000;

    /** A seed from a name, such as a cell's key (FNV-1a): one file always gives one interval. */
    public static long seed(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /**
     * The interval of a quantile, estimated as by {@link Quantiles#of}.
     *
     * @param rounds samples, round by round; rounds without samples are left out
     * @param p strictly between 0 and 1
     * @return none for fewer than two rounds; for a tail quantile none for fewer than six, or for
     *     fewer samples than {@link Quantiles#fewestForInterval} asks for
     */
    public static Optional<BootstrapInterval> ofQuantile(double[][] rounds, double p, long seed) {
        double[][] filled =
                Arrays.stream(rounds).filter(round -> round.length > 0).toArray(double[][]::new);
        int count = Arrays.stream(filled).mapToInt(round -> round.length).sum();
        boolean few = filled.length < FEWEST_ROUNDS;
        boolean tailUnknown =
                Quantiles.tail(p) && (few || count < Quantiles.fewestForInterval(p, LEVEL));
        if (filled.length < 2 || tailUnknown) {
            return Optional.empty();
        }
        if (few) {
            return Optional.of(student(Arrays.stream(filled).mapToDouble(r -> Quantiles.of(r, p))));
        }
        double estimate =
                Quantiles.of(Arrays.stream(filled).flatMapToDouble(Arrays::stream).toArray(), p);
        RoundSamples samples = new RoundSamples(filled);
        double[] replicates = new double[resamples(samples.size())];
        RandomGenerator random = generator(seed);
        for (int b = 0; b < replicates.length; b++) {
            samples.draw(rounds(filled.length, random), random);
            replicates[b] = samples.quantile(p);
        }
        return Optional.of(percentile(estimate, replicates, filled.length));
    }

    /**
     * Intervals of several quantiles of one cell by the same draws, for pages with many cells.
     * Where samples are many, an even choice of each round's order statistics stands for them, and
     * fewer resamples are drawn: an interval is then less steady, and in trials was at least 0.85
     * as wide.
     *
     * @param rounds as for {@link #ofQuantile}
     * @param quantiles strictly between 0 and 1
     * @param mostDraws bound on drawn samples in all; at least 1,000 resamples are drawn
     * @return for each quantile what {@link #ofQuantile} would find by so many resamples
     */
    public static List<Optional<BootstrapInterval>> ofQuantiles(
            double[][] rounds, double[] quantiles, long seed, int mostDraws) {
        double[][] filled =
                Arrays.stream(rounds).filter(round -> round.length > 0).toArray(double[][]::new);
        if (filled.length < FEWEST_ROUNDS) {
            return Arrays.stream(quantiles).mapToObj(p -> ofQuantile(filled, p, seed)).toList();
        }
        double[] all = Arrays.stream(filled).flatMapToDouble(Arrays::stream).sorted().toArray();
        RoundSamples samples = new RoundSamples(filled, mostDraws / FEWEST_RESAMPLES);
        int resamples =
                Math.max(FEWEST_RESAMPLES, Math.min(MOST_RESAMPLES, mostDraws / samples.size()));
        double[][] replicates = new double[quantiles.length][resamples];
        RandomGenerator random = generator(seed);
        for (int b = 0; b < resamples; b++) {
            samples.draw(rounds(filled.length, random), random);
            for (int q = 0; q < quantiles.length; q++) {
                replicates[q][b] = samples.quantile(quantiles[q]);
            }
        }
        List<Optional<BootstrapInterval>> found = new ArrayList<>();
        for (int q = 0; q < quantiles.length; q++) {
            double p = quantiles[q];
            boolean known =
                    !Quantiles.tail(p) || all.length >= Quantiles.fewestForInterval(p, LEVEL);
            found.add(
                    known
                            ? Optional.of(
                                    percentile(Quantiles.of(all, p), replicates[q], filled.length))
                            : Optional.empty());
        }
        return found;
    }

    /**
     * The interval of median(b) / median(a) of two sides measured in the same rounds: both sides
     * use the same draw of rounds, so what a round does to both cancels.
     *
     * @param a one side, round by round, all samples above 0
     * @param b the other side in the same rounds
     * @return none for fewer than two rounds in which both sides have samples
     * @throws IllegalArgumentException if the sides differ in rounds or a sample is not above 0
     */
    public static Optional<BootstrapInterval> ofRatio(double[][] a, double[][] b, long seed) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(a.length + " rounds against " + b.length);
        }
        double[][] sideA = paired(a, b);
        double[][] sideB = paired(b, a);
        int rounds = sideA.length;
        if (rounds < 2) {
            return Optional.empty();
        }
        RoundSamples samplesA = new RoundSamples(sideA);
        RoundSamples samplesB = new RoundSamples(sideB);
        if (samplesA.min() <= 0 || samplesB.min() <= 0) {
            throw new IllegalArgumentException("a ratio needs samples above 0");
        }
        if (rounds < FEWEST_ROUNDS) {
            double[] ratios = new double[rounds];
            for (int r = 0; r < rounds; r++) {
                ratios[r] = Quantiles.median(sideB[r]) / Quantiles.median(sideA[r]);
            }
            return Optional.of(student(Arrays.stream(ratios)));
        }
        double[] replicates = new double[resamples(samplesA.size() + samplesB.size())];
        RandomGenerator random = generator(seed);
        for (int i = 0; i < replicates.length; i++) {
            int[] chosen = rounds(rounds, random);
            samplesA.draw(chosen, random);
            samplesB.draw(chosen, random);
            replicates[i] = samplesB.quantile(0.5) / samplesA.quantile(0.5);
        }
        double estimate =
                Quantiles.median(Arrays.stream(sideB).flatMapToDouble(Arrays::stream).toArray())
                        / Quantiles.median(
                                Arrays.stream(sideA).flatMapToDouble(Arrays::stream).toArray());
        return Optional.of(percentile(estimate, replicates, rounds));
    }

    /**
     * The BCa interval of the mean of independent values; for more than 100,000 values Student's t,
     * which is then as good.
     *
     * @return none for fewer than two values
     */
    public static Optional<BootstrapInterval> ofMean(double[] values, long seed) {
        if (values.length < 2) {
            return Optional.empty();
        }
        if (values.length > RoundSamples.MOST_SAMPLES) {
            return Optional.of(StudentInterval.onValues(values, LEVEL));
        }
        double[] replicates = new double[resamples(values.length)];
        RandomGenerator random = generator(seed);
        for (int b = 0; b < replicates.length; b++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[RoundSamples.below(values.length, random)];
            }
            replicates[b] = sum / values.length;
        }
        double mean = Arrays.stream(values).sum() / values.length;
        BiasCorrection.Ends ends = BiasCorrection.ends(values, mean, replicates, LEVEL);
        return Optional.of(
                new BootstrapInterval(
                        mean,
                        Quantiles.nearestRank(replicates, ends.low()),
                        Quantiles.nearestRank(replicates, ends.high()),
                        LEVEL,
                        Method.BCA,
                        values.length,
                        replicates.length));
    }

    private static BootstrapInterval percentile(double estimate, double[] replicates, int rounds) {
        return new BootstrapInterval(
                estimate,
                Quantiles.nearestRank(replicates, (1 - LEVEL) / 2),
                Quantiles.nearestRank(replicates, (1 + LEVEL) / 2),
                LEVEL,
                Method.CLUSTERED,
                rounds,
                replicates.length);
    }

    private static BootstrapInterval student(DoubleStream ofRounds) {
        double[] values = ofRounds.toArray();
        return Arrays.stream(values).allMatch(value -> value > 0)
                ? StudentInterval.onLogs(values, LEVEL)
                : StudentInterval.onValues(values, LEVEL);
    }

    private static double[][] paired(double[][] side, double[][] other) {
        return IntStream.range(0, side.length)
                .filter(r -> side[r].length > 0 && other[r].length > 0)
                .mapToObj(r -> side[r])
                .toArray(double[][]::new);
    }

    private static int[] rounds(int count, RandomGenerator random) {
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = RoundSamples.below(count, random);
        }
        return chosen;
    }

    private static int resamples(int samples) {
        return (int) Math.max(FEWEST_RESAMPLES, Math.min(MOST_RESAMPLES, MOST_DRAWS / samples));
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of(GENERATOR).create(seed);
    }
}
