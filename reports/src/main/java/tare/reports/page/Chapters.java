package tare.reports.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tare.results.model.Cell;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Step;
import tare.results.model.Tool;
import tare.results.model.Warning;

/**
 * Puts results together that answer different questions about one host, so that a page can show
 * them as one: those of equal fingerprint and Tare, of which no two have an experiment in common,
 * and what was simulated, where scenarios may be two that have no metric in common. Rounds of
 * different runs never stand in one comparison, since every comparison is within one experiment.
 */
final class Chapters {

    private Chapters() {}

    /** The results, put together where they may be; in the order of the first of each. */
    static List<RunResult> of(List<RunResult> results) {
        List<List<RunResult>> groups = new ArrayList<>();
        for (RunResult result : results) {
            groups.stream()
                    .filter(group -> group.stream().allMatch(other -> joins(result, other)))
                    .findFirst()
                    .ifPresentOrElse(
                            group -> group.add(result),
                            () -> groups.add(new ArrayList<>(List.of(result))));
        }
        return groups.stream().map(Chapters::together).toList();
    }

    private static boolean joins(RunResult one, RunResult other) {
        boolean simulated = simulated(one) && simulated(other);
        boolean sameHost =
                one.host().fingerprint().equals(other.host().fingerprint())
                        && one.tool().version().equals(other.tool().version());
        return Collections.disjoint(experiments(one), experiments(other))
                ? sameHost || simulated(one) || simulated(other)
                : simulated && Collections.disjoint(metrics(one), metrics(other));
    }

    private static Set<Metric> metrics(RunResult run) {
        return run.cells().stream().map(cell -> cell.key().metric()).collect(Collectors.toSet());
    }

    private static Set<String> experiments(RunResult run) {
        Set<String> names = new HashSet<>(run.plan().experiments());
        run.cells().forEach(cell -> names.add(cell.key().experiment()));
        return names;
    }

    /** Whether nothing in it was measured on a host. */
    static boolean simulated(RunResult run) {
        return !run.cells().isEmpty()
                && run.cells().stream().allMatch(cell -> cell.labels().contains(Label.SIMULATED));
    }

    private static RunResult together(List<RunResult> group) {
        if (group.size() == 1) {
            return group.get(0);
        }
        RunResult first =
                group.stream().filter(run -> !simulated(run)).findFirst().orElse(group.get(0));
        List<Cell> cells =
                group.stream()
                        .flatMap(run -> run.cells().stream())
                        .sorted(Comparator.comparing(Cell::key))
                        .toList();
        List<Warning> warnings =
                group.stream().flatMap(run -> run.warnings().stream()).distinct().toList();
        boolean partial = group.stream().anyMatch(run -> run.state() == RunState.PARTIAL);
        return new RunResult(
                String.join(" + ", group.stream().map(run -> shortId(run.id())).toList()),
                group.stream().map(RunResult::createdAt).sorted().findFirst().orElse(""),
                partial ? RunState.PARTIAL : RunState.COMPLETE,
                tool(first.tool(), group),
                first.host(),
                plan(first.plan(), group),
                cells,
                warnings);
    }

    static String shortId(String id) {
        return id.length() > 12 ? id.substring(0, 12) : id;
    }

    /** A time without what is less than a second. */
    static String toTheSecond(String instant) {
        return instant.replaceFirst("\\.[0-9]+Z$", "Z");
    }

    private static Tool tool(Tool first, List<RunResult> group) {
        SortedMap<String, Integer> methods = new TreeMap<>();
        SortedMap<String, String> versions = new TreeMap<>();
        for (RunResult run : group) {
            methods.putAll(run.tool().methods());
            versions.putAll(run.tool().versions());
        }
        return new Tool(first.version(), first.commit(), methods, versions);
    }

    private static Plan plan(Plan first, List<RunResult> group) {
        NavigableMap<String, String> parameters = new TreeMap<>();
        List<Step> steps = new ArrayList<>();
        for (RunResult run : group) {
            run.plan().parameters().forEach(parameters::putIfAbsent);
            steps.addAll(run.plan().steps());
        }
        return new Plan(
                first.seed(),
                String.join(", ", all(group.stream().map(run -> run.plan().profile()))),
                all(group.stream().flatMap(run -> run.plan().experiments().stream())),
                all(group.stream().flatMap(run -> run.plan().backends().stream())),
                group.stream().mapToInt(run -> run.plan().rounds()).max().orElse(0),
                parameters,
                steps);
    }

    private static List<String> all(Stream<String> names) {
        return List.copyOf(new LinkedHashSet<>(names.toList()));
    }
}
