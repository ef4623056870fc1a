package tare.results.gate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tare.results.comparison.Runs;
import tare.results.model.RunResult;

/**
 * Simulated gates of two sides in one run, 16 rounds of 20 samples, or as many looks as a budget
 * has. A round moves both sides by 3 %, and each side by half as much for itself.
 */
class GateProperties {

    private static final boolean FULL = System.getenv("TARE_FULL") != null;
    private static final int RUNS = FULL ? 1_000 : 40;
    private static final int ROUNDS = 16;
    private static final int SAMPLES = 20;

    // As tare gate --budget measures.
    private static final int LOOKS = 4;
    private static final int ROUNDS_OF_LOOK = 12;

    enum Noise {
        NORMAL,
        /** A long tail to the right. */
        SKEWED,
        /** One sample in four takes half as long again. */
        BIMODAL;

        double draw(RandomGenerator random) {
            return switch (this) {
                case NORMAL -> .05 * random.nextGaussian();
                case SKEWED -> .05 * Math.exp(.8 * random.nextGaussian());
                case BIMODAL ->
                        .02 * random.nextGaussian()
                                + (random.nextDouble() < .25 ? Math.log(1.5) : 0);
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void sameSidesRarelyFailAndAreMostlyDecided(Noise noise) {
        Counts counts = simulate(noise, 1, 40, 1);
        assertTrue(counts.share(Verdict.FAIL) <= .01, counts::toString);
        assertTrue(counts.share(Verdict.INCONCLUSIVE) <= .2, counts::toString);
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void shiftsOfAFifthFailAndNeverPass(Noise noise) {
        Counts counts = simulate(noise, 1.2, 41, 1);
        assertTrue(counts.share(Verdict.PASS) == 0, counts::toString);
        assertTrue(counts.share(Verdict.FAIL) >= .8, counts::toString);
    }

    /** The median of what the runs call S95 is injected. */
    @ParameterizedTest
    @EnumSource(Noise.class)
    void shiftsOfS95Fail(Noise noise) {
        Counts same = simulate(noise, 1, 42, 1);
        Counts shifted = simulate(noise, 1 + same.meanS95(), 43, 1);
        double allowance = FULL ? .01 : .12;
        assertTrue(shifted.share(Verdict.FAIL) >= .95 - allowance, shifted + " at " + same);
        assertTrue(same.excess() <= 1.02, "S95 over its bound: " + same);
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void sameSidesRarelyFailInAnyLookOfABudget(Noise noise) {
        Counts counts = simulate(noise, 1, 44, LOOKS);
        assertTrue(counts.share(Verdict.FAIL) <= .01, counts::toString);
        assertTrue(counts.share(Verdict.INCONCLUSIVE) <= .2, counts::toString);
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void shiftsOfAFifthFailWithinABudgetAndPassInNoLook(Noise noise) {
        Counts counts = simulate(noise, 1.2, 45, LOOKS);
        assertTrue(counts.share(Verdict.PASS) == 0, counts::toString);
        assertTrue(counts.share(Verdict.FAIL) >= .8, counts::toString);
    }

    /** What many runs said. */
    private static final class Counts {

        private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        private double s95;
        private double bound;
        private double threshold;

        void add(GateLine line) {
            counts.merge(line.judgement().verdict(), 1, Integer::sum);
            GateLine.Figures figures = line.figures().orElseThrow();
            s95 += Math.log(1 + figures.smallestFailing());
            bound += Math.log(1 + figures.threshold().share()) + 4 * figures.worse().logError();
            threshold += figures.threshold().share();
        }

        double share(Verdict verdict) {
            return counts.getOrDefault(verdict, 0) / (double) RUNS;
        }

        double meanS95() {
            return Math.exp(s95 / RUNS) - 1;
        }

        /** S95 as a multiple of the threshold and four standard errors. */
        double excess() {
            return s95 / bound;
        }

        @Override
        public String toString() {
            return counts
                    + ", S95 "
                    + Amount.percent(meanS95())
                    + ", excess "
                    + excess()
                    + ", threshold "
                    + Amount.percent(threshold / RUNS);
        }
    }

    /** Gates of so many looks at most: the first that decides is the last. */
    private static Counts simulate(Noise noise, double shift, long seed, int looks) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Policy policy = Policy.standard().spending(Policy.standard().alpha() / looks);
        Gate gate = new Gate(policy, LocalDate.of(2026, 11, 29), "");
        Counts counts = new Counts();
        for (int run = 0; run < RUNS; run++) {
            double[][][] arms = new double[3][0][];
            GateLine line;
            int look = 0;
            do {
                extend(arms, looks == 1 ? ROUNDS : ROUNDS_OF_LOOK, noise, shift, random);
                line = gate.arms(run(arms)).lines().get(0);
                look++;
            } while (look < looks && line.judgement().verdict() == Verdict.INCONCLUSIVE);
            counts.add(line);
        }
        if (FULL) {
            System.out.println(noise + " x " + shift + ", looks " + looks + ": " + counts);
        }
        return counts;
    }

    /** Gives each arm so many rounds more. */
    private static void extend(
            double[][][] arms, int rounds, Noise noise, double shift, RandomGenerator random) {
        int before = arms[0].length;
        for (int arm = 0; arm < arms.length; arm++) {
            arms[arm] = Arrays.copyOf(arms[arm], before + rounds);
        }
        for (int r = before; r < before + rounds; r++) {
            double level = .03 * random.nextGaussian();
            for (int arm = 0; arm < arms.length; arm++) {
                double own = level + .015 * random.nextGaussian();
                double factor = arm == 2 ? shift : 1;
                arms[arm][r] = new double[SAMPLES];
                for (int i = 0; i < SAMPLES; i++) {
                    arms[arm][r][i] = 1e6 * factor * Math.exp(own + noise.draw(random));
                }
            }
        }
    }

    private static RunResult run(double[][][] arms) {
        return Runs.of(
                Runs.cell(Runs.ready("runc").with(Arms.PARAMETER, "a1"), arms[0]),
                Runs.cell(Runs.ready("runc").with(Arms.PARAMETER, "a2"), arms[1]),
                Runs.cell(Runs.ready("runc").with(Arms.PARAMETER, "b"), arms[2]));
    }
}
