package tare.results.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import tare.results.statistics.BootstrapInterval;
import tare.results.statistics.PairedRatio;
import tare.results.statistics.RatioTest;

/**
 * How often a gate on these very rounds would cry wolf, and how often it would see a wolf: rounds
 * are relabelled at random, so that no difference is left, and shifts are put in.
 *
 * @param cell name of the cell
 * @param trials how often it was tried, for each shift
 * @param outcomes without a shift, at the threshold, at S95 and at 20 %
 */
public record SelfTest(String cell, int trials, List<Shifted> outcomes) {

    private static final double FIFTH = 0.2;

    /**
     * What became of one shift.
     *
     * @param shift as a share, 0 for none
     * @param failed share of trials that FAIL
     * @param passed share of trials that PASS
     */
    public record Shifted(double shift, double failed, double passed) {}

    public SelfTest {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Tests the gate on each gated cell of a report that has at least two rounds a side.
     *
     * @param trials at least 1
     */
    public static List<SelfTest> of(GateReport report, Policy policy, int trials) {
        List<GateLine> gated =
                report.lines().stream()
                        .filter(line -> line.gated() && line.figures().isPresent())
                        .filter(line -> line.figures().get().worse().freedom() > 0)
                        .toList();
        List<SelfTest> tests = new ArrayList<>();
        for (GateLine line : gated) {
            tests.add(of(line, policy, gated.size(), trials));
        }
        return tests;
    }

    private static SelfTest of(GateLine line, Policy policy, int tests, int trials) {
        GateLine.Figures figures = line.figures().orElseThrow();
        Relabelled sides =
                Relabelled.of(figures, BootstrapInterval.seed("self-test " + line.key()));
        List<Shifted> outcomes = new ArrayList<>();
        for (double shift :
                new double[] {0, figures.threshold().share(), figures.smallestFailing(), FIFTH}) {
            if (!Double.isFinite(shift)) {
                continue;
            }
            int failed = 0;
            int passed = 0;
            for (int trial = 0; trial < trials; trial++) {
                RatioTest test = sides.next(StrictMath.log(1 + shift), trial);
                double adjusted = Math.min(1, test.p() * tests);
                Verdict verdict =
                        Judgement.of(test, adjusted, tests, figures.threshold(), policy).verdict();
                failed += verdict == Verdict.FAIL ? 1 : 0;
                passed += verdict == Verdict.PASS ? 1 : 0;
            }
            outcomes.add(new Shifted(shift, failed / (double) trials, passed / (double) trials));
        }
        return new SelfTest(line.name(), trials, outcomes);
    }

    /** A cell's rounds, whose labels mean nothing any more. */
    private static final class Relabelled {

        private final boolean paired;
        private final double[] pool;
        private final int references;
        private final RandomGenerator random;

        private Relabelled(boolean paired, double[] pool, int references, long seed) {
            this.paired = paired;
            this.pool = pool;
            this.references = references;
            this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        }

        static Relabelled of(GateLine.Figures figures, long seed) {
            double[] reference = array(figures.sides().referenceRounds());
            double[] other = array(figures.sides().otherRounds());
            if (figures.worse().paired()) {
                double[] logs = centred(PairedRatio.logRatios(reference, other));
                return new Relabelled(true, logs, logs.length, seed);
            }
            double[] a = centred(Arrays.stream(reference).map(StrictMath::log).toArray());
            double[] b = centred(Arrays.stream(other).map(StrictMath::log).toArray());
            double[] pool = Arrays.copyOf(a, a.length + b.length);
            System.arraycopy(b, 0, pool, a.length, b.length);
            return new Relabelled(false, pool, a.length, seed);
        }

        /** Two sides that differ by chance and the shift alone. */
        RatioTest next(double logShift, long seed) {
            if (paired) {
                double[] ones = new double[pool.length];
                Arrays.fill(ones, 1);
                double[] other = new double[pool.length];
                for (int r = 0; r < other.length; r++) {
                    double sign = random.nextLong() < 0 ? -1 : 1;
                    other[r] = StrictMath.exp(sign * pool[r] + logShift);
                }
                return RatioTest.paired(ones, other, seed);
            }
            for (int i = pool.length - 1; i > 0; i--) {
                int j = (int) (((random.nextLong() >>> 32) * (i + 1)) >>> 32);
                double kept = pool[i];
                pool[i] = pool[j];
                pool[j] = kept;
            }
            double[] left = exponents(Arrays.copyOf(pool, references), 0);
            double[] right = exponents(Arrays.copyOfRange(pool, references, pool.length), logShift);
            return RatioTest.unpaired(left, right, seed);
        }

        private static double[] exponents(double[] logs, double shift) {
            return Arrays.stream(logs).map(v -> StrictMath.exp(v + shift)).toArray();
        }

        private static double[] centred(double[] logs) {
            double mean = Arrays.stream(logs).sum() / logs.length;
            return Arrays.stream(logs).map(v -> v - mean).toArray();
        }

        private static double[] array(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }
}
