package tare.simulators.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.simulators.migration.Evacuation;
import tare.simulators.migration.Guest;

/**
 * Machines that leave hosts, by each way of copying, so many of them at once. Nothing of it is
 * drawn.
 *
 * @param name for example {@code live-migration}
 * @param question in one sentence; may be empty
 * @param guests kinds of machines, at least one
 * @param ways at least one
 * @param count machines of a kind, at least 1
 * @param network hosts and their links, with each number of migrations at once
 */
public record MigrationScenario(
        String name,
        String question,
        List<Kind> guests,
        List<Way> ways,
        int count,
        List<Evacuation> network) {

    /**
     * A kind of machine.
     *
     * @param touchedBytes what it reads or writes again and again
     * @param touchSeconds over which it touches all of that once
     */
    public record Kind(String name, Guest guest, double touchedBytes, double touchSeconds) {}

    /** A way of copying with its name. */
    public record Way(String name, Rules rules) {}

    /** What a machine's way is, given what it touches. */
    public interface Rules {
        Evacuation.Way of(Kind kind);
    }

    public MigrationScenario {
        guests = List.copyOf(guests);
        ways = List.copyOf(ways);
        network = List.copyOf(network);
    }

    /** One kind of machine, by one way, so many at once. */
    public record Trial(Kind kind, Way way, Evacuation network, int count) {

        /** What becomes of it. A pure function, on every machine the same. */
        public Evacuation.Outcome run() {
            return network.of(Collections.nCopies(count, kind.guest()), way.rules().of(kind));
        }

        /** What tells it from the others, as cells name it. */
        public SortedMap<String, String> parameters() {
            SortedMap<String, String> parameters = new TreeMap<>();
            parameters.put("guest", kind.name());
            parameters.put("way", way.name());
            parameters.put("at-once", Integer.toString(network.atOnce()));
            return Collections.unmodifiableSortedMap(parameters);
        }
    }

    /** All that is to be tried, in the order to be done. */
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (Kind kind : guests) {
            for (Way way : ways) {
                for (Evacuation each : network) {
                    trials.add(new Trial(kind, way, each, count));
                }
            }
        }
        return trials;
    }
}
