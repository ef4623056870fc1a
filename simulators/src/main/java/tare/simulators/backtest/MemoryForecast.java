package tare.simulators.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.results.model.Cell;
import tare.results.model.HostFact;

/**
 * Memory and density by a few instances: what one more of them costs, one more of many costs too.
 */
final class MemoryForecast {

    static final List<String> METRICS = List.of("memory.cgroup", "memory.available");
    static final double AIM = 0.05;

    private static final String FOOTPRINT = "footprint";
    private static final String DENSITY = "density";
    private static final List<String> EXPERIMENTS = List.of(FOOTPRINT, DENSITY);
    static final String AVAILABLE = "memory.available";
    private static final String LIMIT = "limit";
    private static final String FLOOR = "memory-floor";
    private static final String FLOOR_PERCENT = "density.floor-percent";
    private static final double PERCENT = 100;

    /** A crowd's own first part: readings lie close enough for that. */
    private static final int PART_OF_CROWD = 5;

    /** A curve is told at numbers that lie so far apart, and at its end. */
    private static final int APART = 2;

    private final Readings small;
    private final Readings large;
    private final int most;

    /**
     * @param most so many instances of the small one are looked at, none above; 0 for all of them,
     *     or, where both are the same, half of a ladder and a fifth of a crowd
     */
    MemoryForecast(Readings small, Readings large, int most) {
        this.small = small;
        this.large = large;
        this.most = most;
    }

    /** The growth to numbers of instances beyond those that the line was taken from. */
    void curves(String backend, List<Verdict> verdicts, List<String> unjudged) {
        for (String metric : METRICS) {
            for (String experiment : EXPERIMENTS) {
                if (large.curve(experiment, backend, metric).isEmpty()) {
                    continue;
                }
                Optional<MemoryLine> line = line(experiment, backend, metric);
                if (line.isEmpty()) {
                    unjudged.add(
                            metric
                                    + " of "
                                    + experiment
                                    + ": no two numbers of "
                                    + backend
                                    + " and none");
                } else if (line.get().slope() <= 0) {
                    unjudged.add(metric + " of " + backend + ": the slope is not above noise");
                } else {
                    curve(backend, experiment, metric, line.get(), verdicts, unjudged);
                }
            }
        }
    }

    private void curve(
            String backend,
            String experiment,
            String metric,
            MemoryLine line,
            List<Verdict> verdicts,
            List<String> unjudged) {
        NavigableMap<Integer, NavigableMap<Integer, Double>> rounds =
                large.curve(experiment, backend, metric);
        int from = Integer.MAX_VALUE;
        for (NavigableMap<Integer, Double> round : rounds.values()) {
            from = Math.min(from, round.firstKey());
        }
        int beyond = limit(experiment, backend);
        SortedMap<Integer, List<Double>> growth = growth(rounds, from, beyond, metric);
        Cell like = large.cells(backend, metric).get(0);
        int told = beyond;
        for (Map.Entry<Integer, List<Double>> at : growth.entrySet()) {
            int instances = at.getKey();
            if (instances <= from || (instances < APART * told && instances != growth.lastKey())) {
                continue;
            }
            told = instances;
            String name = metric + " of " + experiment + " at " + instances;
            Estimate measured = Estimate.ofRounds(doubles(at.getValue()), backend + name);
            Verdict.add(
                    name, like, line.growth(from, instances), measured, AIM, verdicts, unjudged);
        }
    }

    private static SortedMap<Integer, List<Double>> growth(
            NavigableMap<Integer, NavigableMap<Integer, Double>> rounds,
            int from,
            int beyond,
            String metric) {
        int sign = metric.equals(AVAILABLE) ? -1 : 1;
        SortedMap<Integer, List<Double>> growth = new TreeMap<>();
        for (NavigableMap<Integer, Double> round : rounds.values()) {
            Double base = round.get(from);
            if (base != null) {
                round.tailMap(beyond, false)
                        .forEach(
                                (instances, value) ->
                                        growth.computeIfAbsent(instances, any -> new ArrayList<>())
                                                .add(sign * (value - base)));
            }
        }
        return growth;
    }

    /** How many instances until the floor of memory, where that was the limit that was met. */
    void density(String backend, List<Verdict> verdicts, List<String> unjudged) {
        List<Cell> limits = large.cells(backend, "density.limit");
        for (Cell cell : limits) {
            String limit = cell.key().parameters().getOrDefault(LIMIT, "");
            if (!limit.equals(FLOOR) || limits.size() > 1) {
                unjudged.add(
                        "density of "
                                + backend
                                + ": the limit was "
                                + (limit.equals(FLOOR) ? "not the same in all rounds" : limit)
                                + ", of which memory says nothing");
                continue;
            }
            Optional<Estimate> fitting =
                    line(DENSITY, backend, AVAILABLE)
                            .flatMap(line -> room(backend).map(line::fitting));
            if (fitting.isEmpty() || !(fitting.get().low() > 0)) {
                unjudged.add("density of " + backend + ": no slope of MemAvailable above noise");
                continue;
            }
            Verdict.add(
                    "density.instances",
                    cell,
                    fitting.get(),
                    Estimate.ofRounds(Readings.samples(cell), backend + DENSITY),
                    AIM,
                    verdicts,
                    unjudged);
        }
    }

    /**
     * From what is available without instances to the floor: both are known before the first of
     * them is started.
     */
    private Optional<Double> room(String backend) {
        String total = large.result().host().value(HostFact.MEMORY_TOTAL_BYTES);
        SortedMap<String, String> plan = large.result().plan().parameters();
        String floor =
                plan.getOrDefault(
                        FLOOR_PERCENT + "/" + backend, plan.getOrDefault(FLOOR_PERCENT, ""));
        List<Double> without = new ArrayList<>();
        large.curve(DENSITY, backend, AVAILABLE).values().stream()
                .map(round -> round.get(0))
                .filter(at -> at != null)
                .forEach(without::add);
        if (without.isEmpty() || !total.matches("[0-9]+") || !floor.matches("[0-9.]{1,9}")) {
            return Optional.empty();
        }
        double kept = Double.parseDouble(total) * Double.parseDouble(floor) / PERCENT;
        return Optional.of(Estimate.ofRounds(doubles(without), backend).value() - kept);
    }

    /** By the same experiment where the few have it, else by the other. */
    Optional<MemoryLine> line(String experiment, String backend, String metric) {
        String other = experiment.equals(DENSITY) ? FOOTPRINT : DENSITY;
        for (String by : List.of(experiment, other)) {
            Optional<MemoryLine> line =
                    MemoryLine.of(
                            small.curve(by, backend, metric),
                            limit(by, backend),
                            metric,
                            backend + metric + by);
            if (line.isPresent()) {
                return line;
            }
        }
        return Optional.empty();
    }

    /** So many instances of the few are looked at, none above. */
    private int limit(String experiment, String backend) {
        if (most > 0) {
            return most;
        }
        int all = small.largest(experiment, backend);
        if (!small.result().id().equals(large.result().id())) {
            return all > 0 ? all : small.largest(FOOTPRINT, backend);
        }
        int ladder = small.largest(FOOTPRINT, backend) / 2;
        return experiment.equals(DENSITY) ? Math.max(ladder, all / PART_OF_CROWD) : ladder;
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
