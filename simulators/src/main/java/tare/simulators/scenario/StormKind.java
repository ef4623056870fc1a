package tare.simulators.scenario;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.results.model.Metric;
import tare.results.model.Samples;
import tare.simulators.queue.Draws;
import tare.simulators.storm.Autoscale;
import tare.simulators.storm.BootStorm;
import tare.simulators.storm.Load;
import tare.simulators.storm.Scaling;
import tare.simulators.storm.StartTimes;

/** What happens: a storm at one moment, or instances that follow a load. */
public sealed interface StormKind {

    /** More samples of one trial are thinned to evenly spaced ranks, the largest kept. */
    int MOST_SAMPLES = 1_000;

    /** What tells this kind from the others of its scenario, as cells name it. */
    SortedMap<String, String> parameters();

    /** What becomes of it. A pure function. */
    List<Reading> play(StartTimes starts, long seed);

    /** One metric of a trial. */
    record Reading(Metric metric, Samples samples) {}

    /** Instances asked for at one moment. */
    record Storm(BootStorm storm) implements StormKind {

        @Override
        public SortedMap<String, String> parameters() {
            SortedMap<String, String> parameters = new TreeMap<>();
            parameters.put("instances", Integer.toString(storm.instances()));
            parameters.put("provision", storm.provisioning().name());
            parameters.put("warm", Integer.toString(storm.warm()));
            return Collections.unmodifiableSortedMap(parameters);
        }

        @Override
        public List<Reading> play(StartTimes starts, long seed) {
            double[] latencies = storm.latencies(starts, new Draws(seed));
            return List.of(new Reading(Metric.STORM_LATENCY, thinned(latencies)));
        }
    }

    /** Instances that come and go with requests. */
    record Scale(Load load, Scaling scaling) implements StormKind {

        @Override
        public SortedMap<String, String> parameters() {
            SortedMap<String, String> parameters = new TreeMap<>();
            parameters.put("keep", Integer.toString(scaling.keep()));
            return Collections.unmodifiableSortedMap(parameters);
        }

        @Override
        public List<Reading> play(StartTimes starts, long seed) {
            Autoscale.Outcome outcome = Autoscale.play(starts, load, scaling, new Draws(seed));
            Samples waits = outcome.requests() == 0 ? new Samples(0) : thinned(outcome.waits());
            return List.of(
                    new Reading(Metric.SCALE_WAIT, waits),
                    new Reading(Metric.SCALE_COLD, new Samples(outcome.coldShare())),
                    new Reading(Metric.SCALE_INSTANCES, new Samples(outcome.meanInstances())));
        }
    }

    /** Whole nanoseconds, ascending. */
    private static Samples thinned(double[] sorted) {
        int count = Math.min(sorted.length, MOST_SAMPLES);
        double[] some = new double[count];
        for (int i = 0; i < count; i++) {
            // The last rank of each stretch, so that the largest is there.
            long rank = (i + 1L) * sorted.length / count - 1;
            some[i] = Math.rint(sorted[(int) rank]);
        }
        return new Samples(some);
    }
}
