package tare.reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tare.reports.figure.Table;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Digest;
import tare.results.model.Cell;
import tare.results.model.HostFact;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.RunResult;

/** The host, the plan and the method, as tables. */
final class HostSections {

    private HostSections() {}

    static Section host(RunResult run) {
        List<Row> rows = new ArrayList<>();
        for (HostFact fact : HostFact.values()) {
            if (run.host().values().containsKey(fact)) {
                rows.add(
                        Row.of(
                                fact.id(),
                                List.of(),
                                List.of(run.host().value(fact), fact.binding() ? "yes" : "no")));
            }
        }
        return new Section(
                "host",
                "Which host was this?",
                "",
                List.of(),
                List.of(
                        new Table(
                                "Host facts; results from hosts that differ in a binding fact are"
                                        + " not comparable",
                                "fact",
                                List.of(Column.words("value"), Column.words("binding")),
                                rows)),
                List.of("Fingerprint over the binding facts: " + run.host().fingerprint()));
    }

    static Section method(RunResult run) {
        return new Section(
                "method", "How was it measured?", "", List.of(), List.of(plan(run)), notes(run));
    }

    /** How to do the same again. */
    static Section again(RunResult run) {
        return new Section(
                "again",
                "How is it done again?",
                "The plan is in the result file, with its seed: order and workloads are then the"
                        + " same.",
                List.of(),
                List.of(
                        new Table(
                                "Commands",
                                "to",
                                List.of(Column.words("command")),
                                commands(run.plan()))),
                List.of());
    }

    private static List<Row> commands(Plan plan) {
        if (plan.experiments().equals(List.of("simulate"))) {
            return List.of(
                    row("simulate the same", "tare simulate result.json"),
                    row("draw this page", "tare report result.json"));
        }
        List<String> words = new ArrayList<>(List.of("tare", "run"));
        words.addAll(plan.experiments());
        words.addAll(List.of("--profile", plan.profile(), "--seed", Long.toString(plan.seed())));
        words.addAll(List.of("--backend", String.join(",", plan.backends())));
        words.addAll(List.of("--rounds", Integer.toString(plan.rounds())));
        return List.of(
                row("measure the same by this plan", "tare run --like result.json"),
                row("measure alike, planned anew", String.join(" ", words)),
                row("draw this page", "tare report result.json"),
                row("hold another run against it", "tare compare result.json other.json"));
    }

    private static Table plan(RunResult run) {
        Plan plan = run.plan();
        List<Row> rows = new ArrayList<>();
        rows.add(row("profile", plan.profile()));
        rows.add(row("seed", Long.toString(plan.seed())));
        rows.add(row("rounds planned", Integer.toString(plan.rounds())));
        rows.add(row("experiments", String.join(", ", plan.experiments())));
        rows.add(row("backends", String.join(", ", plan.backends())));
        plan.parameters().forEach((name, value) -> rows.add(row(name, value)));
        rows.add(row("begun", run.createdAt()));
        rows.add(row("run", run.id()));
        rows.add(row("Tare", run.tool().version() + ", commit " + run.tool().commit()));
        run.tool().methods().forEach((name, value) -> rows.add(row("method " + name, "" + value)));
        run.tool().versions().forEach((name, value) -> rows.add(row(name, value)));
        return new Table("The plan", "setting", List.of(Column.words("value")), rows);
    }

    private static Row row(String name, String value) {
        return Row.of(name, List.of(), List.of(value));
    }

    private static List<String> notes(RunResult run) {
        String estimators =
                run.cells().stream()
                        .map(Cell::outcome)
                        .filter(Outcome.Measured.class::isInstance)
                        .map(outcome -> ((Outcome.Measured) outcome).summary().estimator())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("; "));
        List<String> notes = new ArrayList<>();
        notes.add(
                "A round launches every backend in turn, in an order shuffled from the seed. Samples"
                        + " of one round are alike, so the round is the unit of the statistics.");
        if (!estimators.isEmpty()) {
            notes.add("Quantile estimator: " + estimators + ".");
        }
        notes.add(
                "Intervals are at the 95 % level, by a clustered bootstrap: rounds are drawn with"
                        + " replacement, then samples within each drawn round, seeded by the cell's"
                        + " name. With fewer than six rounds that would be too narrow; Student's t"
                        + " on the logarithms of the rounds' medians takes its place, and tails get no"
                        + " interval.");
        notes.add(
                "A p90 is shown from "
                        + Digest.FEWEST_P90
                        + " samples on, a p99 from "
                        + Digest.FEWEST_P99
                        + ": with fewer no two-sided 95 % interval of that quantile exists. The"
                        + " counts assume independent samples; samples of one round are not quite"
                        + " that.");
        return notes;
    }
}
