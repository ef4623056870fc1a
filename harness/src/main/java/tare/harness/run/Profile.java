package tare.harness.run;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import tare.harness.experiment.Footprint;
import tare.harness.experiment.Overhead;
import tare.harness.experiment.StartTime;

/**
 * How much is measured: a time budget, divided over cells. With the embedded backends quick takes
 * about two minutes, standard some fifteen, thorough an hour or two. Where the backends are so many
 * that a run would take more than the profile's whole budget, it has fewer rounds.
 */
public enum Profile {
    /** 10 rounds of 60 launches: enough for an interval on p99 (n of at least 299). */
    QUICK(10, 60, 30, 3, Duration.ofSeconds(2), 3, Duration.ofMinutes(8), 5, Forks.SHORT),
    /** 30 rounds of 200 launches: enough for p99.9. */
    STANDARD(30, 200, 60, 6, Duration.ofSeconds(5), 10, Duration.ofMinutes(45), 8, Forks.LONG),
    /** 100 rounds of 500 launches. */
    THOROUGH(100, 500, 60, 12, Duration.ofDays(1), 100, Duration.ofDays(365), 20, Forks.LONG);

    /** Ten rounds then give fifty starts. */
    private static final int FEWEST_LAUNCHES = 5;

    /** The same where not even those are within a step's share: machines that boot. */
    private static final int FEWEST_BOOTS = 2;

    /** Top of the lowest ladder, which has four rungs. */
    private static final int LOWEST_TOP = 12;

    /** The same for machines that boot: 0, 1, 2, 4. */
    private static final int LOWEST_TOP_OF_BOOTS = 4;

    /** Fewer say nothing of each other. */
    private static final int FEWEST_OVERHEAD_ROUNDS = 3;

    /** What JMH's forks of the experiment on overhead are like. */
    private enum Forks {
        /** The quick workloads; what is compiled in the first third of a second. */
        SHORT("quick", 2, 150, 3, 150, 8),
        /** All of them, long enough to have settled. */
        LONG("all", 2, 500, 5, 500, 20);

        private final String set;
        private final int warmups;
        private final int warmupMillis;
        private final int iterations;
        private final int iterationMillis;
        private final int chunks;

        Forks(
                String set,
                int warmups,
                int warmupMillis,
                int iterations,
                int iterationMillis,
                int chunks) {
            this.set = set;
            this.warmups = warmups;
            this.warmupMillis = warmupMillis;
            this.iterations = iterations;
            this.iterationMillis = iterationMillis;
            this.chunks = chunks;
        }

        void parameters(SortedMap<String, String> to) {
            to.put(Overhead.SET, set);
            to.put(Overhead.WARMUPS, Integer.toString(warmups));
            to.put(Overhead.WARMUP_MILLIS, Integer.toString(warmupMillis));
            to.put(Overhead.ITERATIONS, Integer.toString(iterations));
            to.put(Overhead.ITERATION_MILLIS, Integer.toString(iterationMillis));
            to.put(Overhead.CHUNKS, Integer.toString(chunks));
        }
    }

    private final int rounds;
    private final int launches;
    private final int calibrations;
    private final int footprintRounds;
    private final Duration stepBudget;
    private final int fewestRounds;
    private final Duration budget;
    private final int overheadRounds;
    private final Forks forks;

    Profile(
            int rounds,
            int launches,
            int calibrations,
            int footprintRounds,
            Duration stepBudget,
            int fewestRounds,
            Duration budget,
            int overheadRounds,
            Forks forks) {
        this.rounds = rounds;
        this.launches = launches;
        this.calibrations = calibrations;
        this.footprintRounds = footprintRounds;
        this.stepBudget = stepBudget;
        this.fewestRounds = fewestRounds;
        this.budget = budget;
        this.overheadRounds = overheadRounds;
        this.forks = forks;
    }

    /** The word on the command line and in plans. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Rounds of a plan that does not say otherwise. */
    public int rounds() {
        return rounds;
    }

    /**
     * As many of them as the whole budget has time for.
     *
     * @param nanos how long a run of so many rounds may take
     * @return no fewer than without which rounds say nothing of each other
     */
    int affordableRounds(IntToLongFunction nanos) {
        int afforded = rounds;
        while (afforded > fewestRounds && nanos.applyAsLong(afforded) > budget.toNanos()) {
            afforded--;
        }
        return afforded;
    }

    /** The experiments' settings for a number of rounds. */
    SortedMap<String, String> parameters(int chosenRounds) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put(StartTime.LAUNCHES, Integer.toString(launches));
        parameters.put(StartTime.CALIBRATIONS, Integer.toString(calibrations));
        // As many of all as are chosen; two at least, so that they can differ.
        int share = (footprintRounds * chosenRounds + rounds - 1) / rounds;
        int ofFootprint = Math.min(footprintRounds, Math.max(share, Math.min(chosenRounds, 2)));
        parameters.put(Footprint.ROUNDS, Integer.toString(ofFootprint));
        parameters.put(Footprint.LADDER, "0,50,100,200");
        int overheadShare = (overheadRounds * chosenRounds + rounds - 1) / rounds;
        // Three at least: rounds are what is compared.
        int ofOverhead = Math.min(overheadRounds, Math.max(overheadShare, FEWEST_OVERHEAD_ROUNDS));
        parameters.put(Overhead.ROUNDS, Integer.toString(ofOverhead));
        forks.parameters(parameters);
        LoadParameters.of(this, chosenRounds, rounds, parameters);
        parameters.putAll(CrowdSize.of(this).parameters());
        return parameters;
    }

    /**
     * What is different for a backend whose launches take so long that a step would go over its
     * share of the budget: fewer of them, a lower ladder.
     *
     * @param launchNanos what one launch took
     */
    SortedMap<String, String> parameters(String backend, long launchNanos) {
        SortedMap<String, String> own = new TreeMap<>();
        long affordable = stepBudget.toNanos() / Math.max(1, launchNanos);
        if (affordable >= launches + 2L * calibrations) {
            return own;
        }
        String of = "/" + backend;
        boolean boots = affordable < FEWEST_LAUNCHES;
        int fewest = boots ? FEWEST_BOOTS : FEWEST_LAUNCHES;
        int lowest = boots ? LOWEST_TOP_OF_BOOTS : LOWEST_TOP;
        // Two in three are plain launches, the others calibrate.
        long plain = Math.max(fewest, Math.min(launches, affordable * 2 / 3));
        long spun = Math.max(1, Math.min(calibrations, affordable / 6));
        own.put(StartTime.LAUNCHES + of, Long.toString(plain));
        own.put(StartTime.CALIBRATIONS + of, Long.toString(spun));
        own.put(StartTime.LAUNCH_MICROS + of, Long.toString(Math.max(1, launchNanos / 1_000)));
        long top = Math.max(lowest, Math.min(200, affordable));
        if (top < 200) {
            own.put(Footprint.LADDER + of, "0," + top / 4 + "," + top / 2 + "," + top);
        }
        return own;
    }
}
