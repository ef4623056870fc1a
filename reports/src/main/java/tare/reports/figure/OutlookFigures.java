package tare.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Metric;
import tare.results.model.Outcome;

/** How many hosts a fleet would need: simulated from measured memory. */
public final class OutlookFigures {

    private static final String POLICY = "policy";

    private OutlookFigures() {}

    /** Hosts by backend and policy, with the bound; empty if nothing was simulated. */
    public static Optional<Panel> hosts(RunReading reading) {
        List<Figure.Bar> bars = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        double most = 0;
        for (Subject subject : reading.subjects()) {
            OptionalDouble bound = bound(reading, subject);
            for (Cell cell : reading.cells(RunReading.OUTLOOK, subject, Metric.FLEET_HOSTS)) {
                List<String> labels = Subject.words(cell.labels());
                String policy = cell.key().parameters().getOrDefault(POLICY, Measure.NONE);
                if (cell.outcome() instanceof Outcome.Absent absent) {
                    rows.add(Row.absent(subject.key(), labels, Rows.why(absent)));
                    continue;
                }
                double hosts = RunReading.measured(cell).orElseThrow().summary().p50();
                most = Math.max(most, Math.max(hosts, bound.orElse(0)));
                String name = subject.figureName() + ", " + policy;
                findings.add(name + " " + Measure.COUNT.text(hosts));
                bars.add(
                        new Figure.Bar(
                                name,
                                List.of(new Figure.Segment("hosts", 2, Math.max(0, hosts))),
                                bound,
                                Measure.COUNT.text(hosts)));
                rows.add(
                        Row.of(
                                subject.key(),
                                labels,
                                List.of(
                                        policy,
                                        Measure.COUNT.text(hosts),
                                        Measure.COUNT.text(bound.orElse(Double.NaN)),
                                        cell.key().workload())));
            }
        }
        if (bars.isEmpty()) {
            return Optional.empty();
        }
        Heading heading =
                new Heading(
                        "outlook",
                        "Hosts that a fleet needs (simulated)",
                        "Simulated number of hosts: " + String.join(", ", findings) + ".",
                        "Simulated by packing instances with the memory measured here; the thick"
                                + " mark is a bound below which no placement can fit.");
        Table table =
                new Table(
                        "Hosts needed (simulated)",
                        "backend",
                        List.of(
                                Column.words("policy"),
                                Column.number("hosts"),
                                Column.number("lower bound"),
                                Column.words("fleet")),
                        rows);
        return Optional.of(
                new Panel(
                        new Figure.Bars(heading, Axis.fromZero("hosts", Measure.COUNT, most), bars),
                        table));
    }

    private static OptionalDouble bound(RunReading reading, Subject subject) {
        return reading.cells(RunReading.OUTLOOK, subject, Metric.FLEET_BOUND).stream()
                .flatMap(cell -> RunReading.measured(cell).stream())
                .mapToDouble(measured -> measured.summary().p50())
                .findFirst();
    }
}
