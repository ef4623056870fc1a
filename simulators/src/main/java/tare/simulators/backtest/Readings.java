package tare.simulators.backtest;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.statistics.Quantiles;

/**
 * A result, asked by the names of its metrics: a back-test goes over results of experiments that
 * this package does not know.
 */
final class Readings {

    private static final String INSTANCES = "instances";

    private final RunResult result;

    Readings(RunResult result) {
        this.result = result;
    }

    RunResult result() {
        return result;
    }

    /** Cells that were measured, of one backend and metric. */
    List<Cell> cells(String backend, String metric) {
        return result.cells().stream()
                .filter(cell -> cell.key().backend().equals(backend))
                .filter(cell -> cell.key().metric().id().equals(metric))
                .filter(cell -> !cell.labels().contains(Label.SIMULATED))
                .filter(cell -> cell.outcome() instanceof Outcome.Measured)
                .toList();
    }

    /** The one of an experiment that has no parameters. */
    Optional<Cell> plain(String experiment, String backend, String metric) {
        return cells(backend, metric).stream()
                .filter(cell -> cell.key().experiment().equals(experiment))
                .filter(cell -> cell.key().parameters().isEmpty())
                .findFirst();
    }

    /** The median of such a one. */
    Optional<Double> median(String experiment, String backend, String metric) {
        return plain(experiment, backend, metric)
                .map(cell -> ((Outcome.Measured) cell.outcome()).summary().p50());
    }

    /** The most instances of a curve of memory; 0 if there is none. */
    int largest(String experiment, String backend) {
        int largest = 0;
        for (String metric : MemoryForecast.METRICS) {
            for (NavigableMap<Integer, Double> round :
                    curve(experiment, backend, metric).values()) {
                largest = Math.max(largest, round.lastKey());
            }
        }
        return largest;
    }

    /** Backends with any cell, in the order of their names. */
    NavigableSet<String> backends() {
        NavigableSet<String> backends = new TreeSet<>();
        result.cells().forEach(cell -> backends.add(cell.key().backend()));
        return backends;
    }

    /** Latencies of storms whose starts come by chance, by backend. */
    List<Cell> poisson(String backend) {
        return cells(backend, "storm.latency").stream()
                .filter(cell -> "poisson".equals(cell.key().parameters().get("arrivals")))
                .toList();
    }

    /**
     * The median of a figure of the same load.
     *
     * @param part of those of which there are several, else empty
     */
    OptionalDouble ofLoad(String backend, String metric, CellKey like, String part) {
        CellKey wanted = part.isEmpty() ? like : like.with("part", part);
        return cells(backend, metric).stream()
                .filter(cell -> cell.key().parameters().equals(wanted.parameters()))
                .mapToDouble(cell -> Quantiles.median(samples(cell)))
                .findFirst();
    }

    /** All samples of a cell. */
    static double[] samples(Cell cell) {
        return rounds(cell).stream()
                .flatMapToDouble(round -> Arrays.stream(round.samples().values()))
                .toArray();
    }

    static List<Round> rounds(Cell cell) {
        return ((Outcome.Measured) cell.outcome()).rounds();
    }

    /**
     * Memory over the number of instances, round by round.
     *
     * @return for each round from numbers to what was read, ascending; rounds in their order
     */
    NavigableMap<Integer, NavigableMap<Integer, Double>> curve(
            String experiment, String backend, String metric) {
        NavigableMap<Integer, NavigableMap<Integer, Double>> rounds = new TreeMap<>();
        for (Cell cell : cells(backend, metric)) {
            CellKey key = cell.key();
            String instances = key.parameters().getOrDefault(INSTANCES, "");
            if (key.experiment().equals(experiment)
                    && key.parameters().size() == 1
                    && instances.matches("[0-9]{1,9}")) {
                for (Round round : rounds(cell)) {
                    rounds.computeIfAbsent(round.round(), any -> new TreeMap<>())
                            .put(Integer.parseInt(instances), round.samples().values()[0]);
                }
            }
        }
        return rounds;
    }
}
