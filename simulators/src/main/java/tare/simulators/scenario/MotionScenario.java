package tare.simulators.scenario;

import java.util.ArrayList;
import java.util.List;
import tare.simulators.consolidation.DayOutcome;
import tare.simulators.consolidation.DayUse;
import tare.simulators.consolidation.Edition;
import tare.simulators.consolidation.Estate;
import tare.simulators.consolidation.MotionPolicy;
import tare.simulators.consolidation.cloudsim.CloudSimDay;
import tare.simulators.consolidation.corrected.CorrectedDay;

/**
 * Days of recorded use on the published estate, by each policy in each edition.
 *
 * @param name for example {@code dynamic-consolidation}
 * @param question in one sentence; may be empty
 * @param seed of the first repeat, for what is drawn
 * @param repeats at least 1
 * @param days at least one
 * @param hosts at least 1
 * @param policies at least one
 * @param editions at least one
 */
public record MotionScenario(
        String name,
        String question,
        long seed,
        int repeats,
        List<Day> days,
        int hosts,
        List<MotionPolicy> policies,
        List<Edition> editions) {

    /**
     * A trace of one day.
     *
     * @param name of its folder
     * @param path as it was given
     * @param digest of its content
     */
    public record Day(String name, String path, String digest) {}

    /** One day by one policy in one edition. */
    public record Trial(int round, Day day, Edition edition, MotionPolicy policy, long seed) {

        /** What becomes of it. A pure function, on every machine the same. */
        public DayOutcome run(DayUse use, int hosts) {
            Estate estate = Estate.published(hosts);
            return switch (edition) {
                case CLOUDSIM_3_0_3 -> CloudSimDay.play(use, estate, policy, seed);
                case CORRECTED -> CorrectedDay.play(use, estate, policy, seed);
            };
        }
    }

    public MotionScenario {
        days = List.copyOf(days);
        policies = List.copyOf(policies);
        editions = List.copyOf(editions);
    }

    /** All that is to be tried, in the order to be done: repeats outermost. */
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (int round = 0; round < repeats; round++) {
            for (Day day : days) {
                for (Edition edition : editions) {
                    for (MotionPolicy policy : policies) {
                        trials.add(new Trial(round, day, edition, policy, seed + round));
                    }
                }
            }
        }
        return trials;
    }
}
