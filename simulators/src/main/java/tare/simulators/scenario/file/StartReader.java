package tare.simulators.scenario.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.simulators.storm.LogNormalSamples;
import tare.simulators.storm.StartTimes;

/** Makes start times of their part of a file. */
final class StartReader {

    private static final double LEAST = 1e-6;
    private static final double MOST_FACTOR = 1e9;
    private static final int MOST_CORES = 1_000_000;
    private static final long MOST_NANOS = 1_000_000_000_000_000L;

    private StartReader() {}

    /** By technology. */
    static Map<String, StartTimes> all(Value list) {
        Map<String, StartTimes> byName = new TreeMap<>();
        for (Value each : list.list()) {
            StartTimes times = of(each.only(Keys.STARTS));
            if (byName.put(times.name(), times) != null) {
                throw each.get("technology").error("it is there twice", "leave one out");
            }
        }
        return byName;
    }

    private static StartTimes of(Value starts) {
        List<Double> nanos = new ArrayList<>();
        if (starts.has("time")) {
            nanos.addAll(times(starts));
        } else {
            for (Value each : starts.get("nanos").someList()) {
                nanos.add((double) each.whole(1, MOST_NANOS));
            }
        }
        List<StartTimes.Point> curve = new ArrayList<>();
        if (starts.has("curve")) {
            for (Value point : starts.get("curve").list()) {
                curve.add(point(curve, point));
            }
        }
        return new StartTimes(
                starts.get("technology").text(),
                starts.has("class")
                        ? TechnologyReader.backendClass(starts.get("class"))
                        : BackendClass.CONTAINER,
                nanos,
                starts.has("cpu") ? starts.get("cpu").real(LEAST, MOST_CORES) : 1,
                curve,
                starts.has("cores") ? (int) starts.get("cores").whole(1, MOST_CORES) : 1,
                labels(starts),
                starts.has("source") ? starts.get("source").text() : "the fleet");
    }

    /** A median, and where it is told a 99th percentile. */
    static List<Double> times(Value of) {
        double median = Math.max(1, of.get("time").nanos());
        double tail = of.has("tail") ? of.get("tail").nanos() : median;
        if (tail < median) {
            throw of.get("tail").error("it is below the median", "give time <= tail");
        }
        return LogNormalSamples.of(median, tail);
    }

    private static StartTimes.Point point(List<StartTimes.Point> before, Value point) {
        List<Value> pair = point.list();
        if (pair.size() != 2) {
            throw point.error("a point has two numbers", "[starts at once, factor]");
        }
        int running = (int) pair.get(0).whole(1, MOST_CORES);
        if (!before.isEmpty() && before.get(before.size() - 1).running() >= running) {
            throw point.error("points ascend", "order them by starts at once");
        }
        return new StartTimes.Point(running, pair.get(1).real(LEAST, MOST_FACTOR));
    }

    private static SortedSet<Label> labels(Value starts) {
        TreeSet<Label> labels = new TreeSet<>();
        if (starts.has("labels")) {
            List<String> ids = Stream.of(Label.values()).map(Label::id).toList();
            for (Value each : starts.get("labels").list()) {
                Technologies.label(each.word(ids)).ifPresent(labels::add);
            }
        }
        return labels;
    }
}
