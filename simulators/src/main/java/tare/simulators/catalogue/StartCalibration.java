package tare.simulators.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tare.results.model.Cell;
import tare.results.model.HostFact;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunResult;
import tare.results.statistics.Quantiles;
import tare.simulators.storm.StartTimes;

/**
 * What a run measured of starts and of work inside, for each of its backends.
 *
 * @param starts raw samples of {@code stage.ready}, with how they slow each other down by {@code
 *     storm.closed} where it was measured, in the order of their names
 * @param factors how many times as much CPU work needs inside: the geometric mean of {@code
 *     overhead.ratio} over workloads, by backend
 */
public record StartCalibration(List<StartTimes> starts, SortedMap<String, Double> factors) {

    /** More samples are thinned to evenly spaced ranks: a plan holds them all in its text. */
    private static final int MOST_SAMPLES = 1_000;

    private static final String BOOT = "boot";
    private static final String CLOSED = "storm.closed";
    private static final double LEAST_SHARE = 0.01;
    private static final double NANOS_PER_SECOND = 1e9;

    public StartCalibration {
        starts = List.copyOf(starts);
        factors = Collections.unmodifiableSortedMap(new TreeMap<>(factors));
    }

    /** None. */
    public static StartCalibration none() {
        return new StartCalibration(List.of(), new TreeMap<>());
    }

    /** The starts of that backend. */
    public Optional<StartTimes> named(String name) {
        return starts.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** From the cells of a result that were measured, not simulated. */
    public static StartCalibration of(RunResult result) {
        SortedMap<String, StartTimes> starts = new TreeMap<>();
        SortedMap<String, List<Double>> ratios = new TreeMap<>();
        for (Cell cell : result.cells()) {
            if (cell.labels().contains(Label.SIMULATED)
                    || !(cell.outcome() instanceof Outcome.Measured measured)) {
                continue;
            }
            String backend = cell.key().backend();
            if (cell.key().metric() == Metric.STAGE_READY
                    && cell.key().experiment().equals(BOOT)
                    && cell.key().parameters().isEmpty()) {
                starts.put(backend, times(result, cell, measured));
            } else if (cell.key().metric() == Metric.OVERHEAD_RATIO) {
                ratios.computeIfAbsent(backend, key -> new ArrayList<>())
                        .add(measured.summary().p50());
            }
        }
        return new StartCalibration(new ArrayList<>(starts.values()), factors(ratios));
    }

    private static SortedMap<String, Double> factors(SortedMap<String, List<Double>> ratios) {
        SortedMap<String, Double> factors = new TreeMap<>();
        ratios.forEach(
                (backend, values) -> {
                    double logs = 0;
                    for (double value : values) {
                        logs += StrictMath.log(value);
                    }
                    factors.put(backend, StrictMath.exp(logs / values.size()));
                });
        return factors;
    }

    private static StartTimes times(RunResult result, Cell cell, Outcome.Measured measured) {
        String backend = cell.key().backend();
        double[] nanos = samples(measured);
        double median = Quantiles.median(nanos);
        return new StartTimes(
                backend,
                cell.backendClass(),
                Arrays.stream(thinned(nanos)).boxed().toList(),
                cpuShare(result, backend, median),
                List.of(),
                cores(result),
                new TreeSet<>(cell.labels()),
                "measured");
    }

    private static double[] samples(Outcome.Measured measured) {
        return measured.rounds().stream()
                .flatMapToDouble(round -> Arrays.stream(round.samples().values()))
                .toArray();
    }

    private static double[] thinned(double[] nanos) {
        double[] sorted = nanos.clone();
        Arrays.sort(sorted);
        if (sorted.length <= MOST_SAMPLES) {
            return sorted;
        }
        double[] some = new double[MOST_SAMPLES];
        for (int i = 0; i < MOST_SAMPLES; i++) {
            some[i] = sorted[(int) ((i + 0.5) * sorted.length / MOST_SAMPLES)];
        }
        return some;
    }

    private static double median(RunResult result, String backend, Metric metric) {
        return result.cells().stream()
                .filter(
                        cell ->
                                cell.key().backend().equals(backend)
                                        && cell.key().experiment().equals(BOOT)
                                        && cell.key().metric() == metric
                                        && cell.key().parameters().isEmpty())
                .flatMap(StartCalibration::medians)
                .findFirst()
                .orElse(0.0);
    }

    private static Stream<Double> medians(Cell cell) {
        return cell.outcome() instanceof Outcome.Measured measured
                ? Stream.of(measured.summary().p50())
                : Stream.empty();
    }

    /**
     * Cores that starts keep busy, each. Where a storm was measured: cores over what its closed
     * loop starts a second, times the median start, so that no more can be started in the model
     * than was; else the CPU time that a start takes.
     */
    private static double cpuShare(RunResult result, String backend, double median) {
        double closed =
                result.cells().stream()
                        .filter(cell -> cell.key().backend().equals(backend))
                        .filter(cell -> cell.key().metric().id().equals(CLOSED))
                        .flatMap(StartCalibration::medians)
                        .findFirst()
                        .orElse(0.0);
        if (closed > 0) {
            return Math.max(LEAST_SHARE, cores(result) / (closed * median / NANOS_PER_SECOND));
        }
        double cpu =
                median(result, backend, Metric.CPU_CHILD)
                        + median(result, backend, Metric.CPU_TARE);
        // Where nothing was read, a start is taken to keep one core busy.
        return cpu > 0 ? Math.max(LEAST_SHARE, cpu / median) : 1;
    }

    /** How many CPUs the host of a result had. */
    public static int cores(RunResult result) {
        String online = result.host().value(HostFact.CPU_ONLINE);
        int cores = 0;
        for (String part : online.split(",", -1)) {
            if (part.matches("[0-9]+-[0-9]+")) {
                String[] ends = part.split("-", -1);
                cores += Integer.parseInt(ends[1]) - Integer.parseInt(ends[0]) + 1;
            } else if (part.matches("[0-9]+")) {
                cores++;
            }
        }
        return Math.max(1, cores);
    }
}
