package tare.harness.run;

import java.util.SortedMap;
import java.util.TreeMap;
import tare.harness.experiment.Divergence;
import tare.harness.experiment.Ladder;
import tare.harness.experiment.Storm;

/** What profiles say of ladder, storm and divergence. */
final class LoadParameters {

    /** Fewer say nothing of each other. */
    private static final int FEWEST_ROUNDS = 2;

    /** What a start is given as a matter of course, in milliseconds. */
    private static final int SLA_MILLIS = 50;

    /** A start that has to wait for another one is within this many times a launch. */
    private static final int LAUNCHES_IN_SLA = 2;

    private static final long MILLI = 1_000_000L;

    private LoadParameters() {}

    /** What differs between profiles: rounds of each experiment, and how much is in one. */
    private record Amount(
            int ladderRounds, int launches, int stormRounds, int millis, int divergenceRounds) {}

    /**
     * Adds the settings.
     *
     * @param chosen rounds of the run
     * @param all rounds of the profile
     */
    static void of(Profile profile, int chosen, int all, SortedMap<String, String> to) {
        Amount amount =
                switch (profile) {
                    case QUICK -> new Amount(6, 12, 3, 700, 3);
                    case STANDARD -> new Amount(15, 20, 6, 1_500, 5);
                    case THOROUGH -> new Amount(30, 40, 12, 4_000, 10);
                };
        to.put(Ladder.ROUNDS, share(amount.ladderRounds(), chosen, all));
        to.put(Ladder.LAUNCHES, Integer.toString(amount.launches()));
        to.put(Storm.ROUNDS, share(amount.stormRounds(), chosen, all));
        to.put(Storm.RATES, "auto");
        to.put(Storm.ARRIVALS, "poisson,constant,burst");
        to.put(Storm.SLA_MILLIS, Integer.toString(SLA_MILLIS));
        to.put(Storm.LIFETIME_MILLIS, "100");
        to.put(Storm.RATE_MILLIS, Integer.toString(amount.millis()));
        to.put(Storm.MOST, "1000");
        to.put(Storm.LAUNCHERS, Storm.CORES);
        to.put(Storm.FLOOR_PERCENT, "10");
        to.put(Divergence.ROUNDS, share(amount.divergenceRounds(), chosen, all));
        to.put(Divergence.CLONES, "4");
        to.put(Divergence.RATE, "8192");
        to.put(Divergence.HOT_MEBIBYTES, "64");
        to.put(Divergence.MILLIS, "4000");
        to.put(Divergence.READINGS, "10");
    }

    /**
     * What is different for a backend: how many rungs it has, for what its climb takes; and, where
     * one start alone takes longer than what is agreed for others, an SLA, since no rate would be
     * kept up with.
     */
    static SortedMap<String, String> of(Candidate candidate) {
        SortedMap<String, String> own = new TreeMap<>();
        int rungs = candidate.backend().ladder().size();
        if (rungs > 0) {
            own.put(Ladder.RUNGS + "/" + candidate.backend().key(), Integer.toString(rungs));
        }
        if (candidate.launchNanos() > Storm.SLOW_NANOS) {
            long millis = round(LAUNCHES_IN_SLA * candidate.launchNanos() / MILLI);
            own.put(Storm.SLA_MILLIS + "/" + candidate.backend().key(), Long.toString(millis));
        }
        return own;
    }

    /** The next of 50, 100, 200, 500, …: runs of the same host rarely differ in it. */
    private static long round(long millis) {
        long rounded = SLA_MILLIS;
        while (rounded < millis) {
            boolean two = Long.toString(rounded).startsWith("2");
            rounded = two ? rounded / 2 * 5 : rounded * 2;
        }
        return rounded;
    }

    private static String share(int rounds, int chosen, int all) {
        int share = (rounds * chosen + all - 1) / all;
        return Integer.toString(Math.max(Math.min(rounds, FEWEST_ROUNDS), Math.min(rounds, share)));
    }
}
