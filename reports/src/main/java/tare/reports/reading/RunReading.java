package tare.reports.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunResult;

/** A run, asked by backend and metric instead of cell by cell. */
public final class RunReading {

    /** Limits that a run was given, by their words in result files. */
    private static final Set<String> GIVEN = Set.of("cap", "duration");

    public static final String BOOT = "boot";
    public static final String FOOTPRINT = "footprint";
    public static final String OUTLOOK = "outlook";

    /** Labels of a cell's own, which do not follow its backend into sentences. */
    private static final Set<Label> OF_CELLS = Set.of(Label.SIMULATED, Label.PUBLISHED);

    private final RunResult run;
    private final List<Subject> subjects;
    private final PlayedDays days;

    /** Resampling is the dearest part of a page: each cell is digested once. */
    private final Map<CellKey, Optional<Digest>> digests = new HashMap<>();

    private @Nullable OverheadReading overhead;

    public RunReading(RunResult run) {
        this.run = Sanitised.run(run);
        this.days = PlayedDays.of(run.plan());
        this.subjects = List.copyOf(order(this.run));
    }

    /** The experiment on overhead, with what was already worked out of it. */
    public OverheadReading overhead() {
        if (overhead == null) {
            overhead = new OverheadReading(this);
        }
        return overhead;
    }

    /** The run, with strings fit to be shown. */
    public RunResult run() {
        return run;
    }

    /** The days of recorded use that it played, if it simulated some. */
    public PlayedDays days() {
        return days;
    }

    /**
     * The backends: first those that are ranked, by median start, then those ranked apart, then
     * those that were not measured.
     */
    public List<Subject> subjects() {
        return subjects;
    }

    /** Whether anything of an experiment was measured. */
    public boolean has(String experiment) {
        return run.cells().stream()
                .filter(cell -> cell.key().experiment().equals(experiment))
                .anyMatch(cell -> measured(cell).isPresent());
    }

    /** Whether all that has figures was computed by a model, and something has. */
    public boolean simulatedOnly() {
        List<Cell> found = run.cells().stream().filter(c -> measured(c).isPresent()).toList();
        return !found.isEmpty()
                && found.stream().allMatch(cell -> cell.labels().contains(Label.SIMULATED));
    }

    /** The first cell without parameters of an experiment, backend and metric. */
    public Optional<Cell> cell(String experiment, Subject subject, Metric metric) {
        return cells(experiment, subject, metric).stream()
                .filter(cell -> cell.key().parameters().isEmpty())
                .findFirst();
    }

    /**
     * What ended a crowd, if that was no limit of the host's but one that the run was given: then
     * its number says how many were asked for, not how many fit.
     *
     * @return {@code cap} or {@code duration}; empty if the host's own limit was met, or none told
     */
    public Optional<String> cut(Cell density) {
        if (density.key().metric() != Metric.DENSITY_INSTANCES) {
            return Optional.empty();
        }
        return run.cells().stream()
                .filter(cell -> cell.key().metric() == Metric.DENSITY_LIMIT)
                .filter(cell -> cell.key().experiment().equals(density.key().experiment()))
                .filter(cell -> cell.key().backend().equals(density.key().backend()))
                .map(cell -> cell.key().parameters().getOrDefault("limit", ""))
                .filter(GIVEN::contains)
                .findFirst();
    }

    /** All cells of an experiment, backend and metric, in their order. */
    public List<Cell> cells(String experiment, Subject subject, Metric metric) {
        return run.cells().stream()
                .filter(cell -> cell.key().experiment().equals(experiment))
                .filter(cell -> cell.key().backend().equals(subject.key()))
                .filter(cell -> cell.key().metric() == metric)
                .toList();
    }

    /** The same cell if it was measured. */
    public Optional<Outcome.Measured> measured(String experiment, Subject subject, Metric metric) {
        return cell(experiment, subject, metric).flatMap(RunReading::measured);
    }

    /** Quantiles of a cell with their intervals, if it was measured. */
    public Optional<Digest> digest(Cell cell) {
        return digests.computeIfAbsent(cell.key(), any -> Digest.of(cell));
    }

    /** The samples of a cell, if it has any. */
    public static Optional<Outcome.Measured> measured(Cell cell) {
        return cell.outcome() instanceof Outcome.Measured measured
                ? Optional.of(measured)
                : Optional.empty();
    }

    /** The median of a cell, if it was measured. */
    public OptionalDouble median(String experiment, Subject subject, Metric metric) {
        return measured(experiment, subject, metric)
                .map(measured -> OptionalDouble.of(measured.summary().p50()))
                .orElse(OptionalDouble.empty());
    }

    private static List<Subject> order(RunResult run) {
        // In the plan's order first; a planned backend without a cell is one of which nothing can
        // be said.
        Map<String, List<Cell>> cells = new LinkedHashMap<>();
        run.plan().backends().forEach(key -> cells.put(key, new ArrayList<>()));
        for (Cell cell : run.cells()) {
            cells.computeIfAbsent(cell.key().backend(), any -> new ArrayList<>()).add(cell);
        }
        List<Ranked> ranked = new ArrayList<>();
        cells.forEach(
                (key, own) -> {
                    if (!own.isEmpty()) {
                        ranked.add(new Ranked(subject(key, own, 0), median(own)));
                    }
                });
        ranked.sort(
                Comparator.comparing((Ranked one) -> one.median().isEmpty())
                        .thenComparing(one -> one.subject().apart())
                        .thenComparing(one -> one.median().orElse(0)));
        List<Subject> placed = new ArrayList<>();
        for (Ranked one : ranked) {
            placed.add(one.subject().at(placed.size()));
        }
        return placed;
    }

    private record Ranked(Subject subject, OptionalDouble median) {}

    private static Subject subject(String key, List<Cell> cells, int place) {
        SortedSet<Label> labels =
                cells.stream()
                        .flatMap(cell -> cell.labels().stream())
                        .filter(label -> !OF_CELLS.contains(label))
                        .collect(Collectors.toCollection(TreeSet::new));
        return new Subject(key, cells.get(0).backendClass(), labels, place);
    }

    private static OptionalDouble median(List<Cell> cells) {
        return cells.stream()
                .filter(cell -> cell.key().metric() == Metric.STAGE_READY)
                .filter(cell -> cell.key().experiment().equals(BOOT))
                .filter(cell -> cell.key().parameters().isEmpty())
                .flatMap(cell -> measured(cell).stream())
                .mapToDouble(measured -> measured.summary().p50())
                .findFirst();
    }
}
