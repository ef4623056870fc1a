package tare.simulators.scenario;

import java.util.ArrayList;
import java.util.List;
import tare.simulators.storm.StartTimes;

/**
 * A question about many starts.
 *
 * @param name for example {@code boot-storm}
 * @param question in one sentence; may be empty
 * @param seed of the first repeat
 * @param repeats how many seeds, at least 1 when it is played
 * @param technologies at least one
 * @param kinds what is tried with each, at least one
 */
public record StormScenario(
        String name,
        String question,
        long seed,
        int repeats,
        List<StartTimes> technologies,
        List<StormKind> kinds) {

    public StormScenario {
        technologies = List.copyOf(technologies);
        kinds = List.copyOf(kinds);
    }

    /** One thing to be tried: what, with which technology, in which repeat. */
    public record Trial(int round, StartTimes technology, StormKind kind, long seed) {

        /** What becomes of it. A pure function. */
        public List<StormKind.Reading> run() {
            return kind.play(technology, seed);
        }
    }

    /** All that is to be tried, in the order to be done: repeats outermost. */
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (int round = 0; round < repeats; round++) {
            for (StartTimes technology : technologies) {
                for (StormKind kind : kinds) {
                    trials.add(new Trial(round, technology, kind, seed + round));
                }
            }
        }
        return trials;
    }
}
