package tare.harness.run;

import java.util.SortedMap;
import tare.harness.experiment.Divergence;
import tare.harness.experiment.Ladder;
import tare.harness.experiment.Storm;

/** What profiles say of ladder, storm and divergence. */
final class LoadParameters {

    /** Fewer say nothing of each other. */
    private static final int FEWEST_ROUNDS = 2;

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
        to.put(Storm.SLA_MILLIS, "50");
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

    private static String share(int rounds, int chosen, int all) {
        int share = (rounds * chosen + all - 1) / all;
        return Integer.toString(Math.max(Math.min(rounds, FEWEST_ROUNDS), Math.min(rounds, share)));
    }
}
