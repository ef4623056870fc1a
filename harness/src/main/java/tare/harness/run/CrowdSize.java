package tare.harness.run;

import java.util.SortedMap;
import java.util.TreeMap;
import tare.harness.experiment.Churn;
import tare.harness.experiment.Density;
import tare.harness.experiment.Footprint;

/**
 * How large the crowds are that a profile asks for: small and short where nothing is said, so that
 * a laptop stays usable; as many as this host can hold in a thorough run.
 *
 * @param most instances of a fast backend
 * @param seconds for how long a crowd may grow
 * @param budgetSeconds what starting them may take where one takes long
 * @param churnSeconds for how long a population is turned over
 */
record CrowdSize(int most, int seconds, int budgetSeconds, int churnSeconds) {

    /** Fewer say nothing of a slope. */
    private static final int FEWEST = 4;

    /** What keeps something of its own open, a daemon or a parent, keeps it once. */
    private static final long OWN_NANOS = 100_000_000L;

    private static final int POPULATION = 20;
    private static final int FLOOR_PERCENT = 10;
    private static final int HELPERS = 8;
    private static final int MOST_LAUNCHERS = 4;

    static CrowdSize of(Profile profile) {
        return switch (profile) {
            case QUICK -> new CrowdSize(1_000, 10, 5, 5);
            case STANDARD -> new CrowdSize(5_000, 60, 30, 60);
            case THOROUGH -> new CrowdSize(30_000, 3_600, 900, 3_600);
        };
    }

    /** What holds for all backends. */
    SortedMap<String, String> parameters() {
        int cores = Runtime.getRuntime().availableProcessors();
        SortedMap<String, String> all = new TreeMap<>();
        put(all, Density.ROUNDS, 1);
        put(all, Density.MOST, most);
        put(all, Density.FLOOR, FLOOR_PERCENT);
        put(all, Density.SECONDS, seconds);
        put(all, Density.LAUNCHERS, Math.min(cores, MOST_LAUNCHERS));
        put(all, Density.HELPERS, HELPERS);
        put(all, Churn.ROUNDS, 1);
        put(all, Churn.POPULATION, POPULATION);
        put(all, Churn.SECONDS, churnSeconds);
        put(all, Footprint.SETTLE_PERMILLE, 1);
        put(all, Footprint.SETTLE_READINGS, 4);
        return all;
    }

    /** What is different for a backend whose launches take long, or that keeps a daemon. */
    SortedMap<String, String> parameters(Candidate candidate) {
        SortedMap<String, String> own = new TreeMap<>();
        String of = "/" + candidate.backend().key();
        long affordable = budgetSeconds * 1_000_000_000L / Math.max(1, candidate.launchNanos());
        if (affordable < most) {
            long few = Math.max(FEWEST, affordable);
            put(own, Density.MOST + of, few);
            put(own, Churn.POPULATION + of, Math.min(POPULATION, few));
        }
        if (candidate.openingNanos() >= OWN_NANOS) {
            put(own, Density.LAUNCHERS + of, 1);
            put(own, Density.HELPERS + of, 1);
        }
        return own;
    }

    private static void put(SortedMap<String, String> to, String name, long value) {
        to.put(name, Long.toString(value));
    }
}
