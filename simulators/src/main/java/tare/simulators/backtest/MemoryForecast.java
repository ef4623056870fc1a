package tare.simulators.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.results.model.Cell;
import tare.results.model.HostFact;
import tare.results.statistics.Slope;

/**
 * Memory and density by the slope of a few instances: n of them cost n times as much as one more
 * does.
 */
final class MemoryForecast {

    static final List<String> METRICS = List.of("memory.cgroup", "memory.available");
    static final double AIM = 0.05;

    private static final List<String> EXPERIMENTS = List.of("footprint", "density");
    private static final String AVAILABLE = "memory.available";
    private static final String LIMIT = "limit";
    private static final String FLOOR = "memory-floor";
    private static final String FLOOR_PERCENT = "density.floor-percent";
    private static final double PERCENT = 100;

    private final Readings small;
    private final Readings large;
    private final int most;

    /**
     * @param most so many instances of the small one are looked at, none above
     */
    MemoryForecast(Readings small, Readings large, int most) {
        this.small = small;
        this.large = large;
        this.most = most;
    }

    /** The growth to each number of instances beyond what the slope was taken from. */
    void curves(String backend, List<Verdict> verdicts, List<String> unjudged) {
        for (String metric : METRICS) {
            Optional<Estimate> slope = slope(backend, metric);
            if (slope.isPresent() && slope.get().value() <= 0) {
                unjudged.add(metric + " of " + backend + ": the slope is not above noise");
                continue;
            }
            for (String experiment : EXPERIMENTS) {
                slope.ifPresent(
                        found -> curve(backend, experiment, metric, found, verdicts, unjudged));
            }
        }
    }

    private void curve(
            String backend,
            String experiment,
            String metric,
            Estimate slope,
            List<Verdict> verdicts,
            List<String> unjudged) {
        NavigableMap<Integer, NavigableMap<Integer, Double>> rounds =
                large.curve(experiment, backend, metric);
        SortedMap<Integer, List<Double>> growth = new TreeMap<>();
        int from = Integer.MAX_VALUE;
        for (NavigableMap<Integer, Double> round : rounds.values()) {
            from = Math.min(from, round.firstKey());
        }
        for (NavigableMap<Integer, Double> round : rounds.values()) {
            Double base = round.get(from);
            if (base != null) {
                round.tailMap(most, false)
                        .forEach(
                                (instances, value) ->
                                        growth.computeIfAbsent(instances, any -> new ArrayList<>())
                                                .add(
                                                        metric.equals(AVAILABLE)
                                                                ? base - value
                                                                : value - base));
            }
        }
        Optional<Cell> like = large.cells(backend, metric).stream().findFirst();
        for (int instances : growth.keySet()) {
            if (instances > from && like.isPresent()) {
                String name = metric + " of " + experiment + " at " + instances;
                double[] each = doubles(growth.getOrDefault(instances, List.of()));
                Estimate measured = Estimate.ofRounds(each, backend + name);
                if (measured.low() <= 0) {
                    unjudged.add(
                            name + " of " + backend + ": what was measured is not above noise");
                } else {
                    verdicts.add(
                            new Verdict(
                                    name,
                                    backend,
                                    like.get().backendClass(),
                                    like.get().labels(),
                                    like.get().key().metric(),
                                    slope.times(instances - from),
                                    measured,
                                    AIM));
                }
            }
        }
    }

    /** How many instances until the floor of memory, where that was the limit that was met. */
    void density(String backend, List<Verdict> verdicts, List<String> unjudged) {
        for (Cell cell : large.cells(backend, "density.limit")) {
            String limit = cell.key().parameters().getOrDefault(LIMIT, "");
            if (!limit.equals(FLOOR)) {
                unjudged.add(
                        "density of "
                                + backend
                                + ": the limit was "
                                + limit
                                + ", of which memory says nothing");
                continue;
            }
            Optional<Estimate> slope = slope(backend, AVAILABLE);
            Optional<Double> room = room(backend);
            if (slope.isEmpty() || room.isEmpty() || slope.get().low() <= 0) {
                unjudged.add("density of " + backend + ": no slope of MemAvailable above noise");
                continue;
            }
            Estimate each = slope.get();
            verdicts.add(
                    new Verdict(
                            "density.instances",
                            backend,
                            cell.backendClass(),
                            cell.labels(),
                            cell.key().metric(),
                            new Estimate(
                                    room.get() / each.high(),
                                    room.get() / each.value(),
                                    room.get() / each.low()),
                            Estimate.ofRounds(Readings.samples(cell), backend + "density"),
                            AIM));
        }
    }

    /** From what is available without instances to the floor. */
    private Optional<Double> room(String backend) {
        String total = large.result().host().value(HostFact.MEMORY_TOTAL_BYTES);
        String floor = large.result().plan().parameters().getOrDefault(FLOOR_PERCENT, "");
        List<Double> without = new ArrayList<>();
        for (String experiment : EXPERIMENTS) {
            for (NavigableMap<Integer, Double> round :
                    small.curve(experiment, backend, AVAILABLE).values()) {
                Double at = round.get(0);
                if (at != null) {
                    without.add(at);
                }
            }
        }
        if (without.isEmpty() || !total.matches("[0-9]+") || !floor.matches("[0-9.]{1,9}")) {
            return Optional.empty();
        }
        double kept = Double.parseDouble(total) * Double.parseDouble(floor) / PERCENT;
        return Optional.of(Estimate.ofRounds(doubles(without), backend).value() - kept);
    }

    /** What one more costs, by the few; positive, whichever way the metric goes. */
    private Optional<Estimate> slope(String backend, String metric) {
        List<Double> slopes = new ArrayList<>();
        for (String experiment : EXPERIMENTS) {
            for (NavigableMap<Integer, Double> round :
                    small.curve(experiment, backend, metric).values()) {
                NavigableMap<Integer, Double> few = round.headMap(most, true);
                if (few.size() >= 2) {
                    double slope =
                            Slope.theilSen(
                                            few.keySet().stream()
                                                    .mapToDouble(Integer::doubleValue)
                                                    .toArray(),
                                            doubles(List.copyOf(few.values())))
                                    .slope();
                    slopes.add(metric.equals(AVAILABLE) ? -slope : slope);
                }
            }
            if (!slopes.isEmpty()) {
                break;
            }
        }
        return slopes.isEmpty()
                ? Optional.empty()
                : Optional.of(Estimate.ofRounds(doubles(slopes), backend + metric));
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
