package tare.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Estimates;
import tare.reports.reading.Interval;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Metric;
import tare.results.model.Outcome;

/** The accounts of a footprint beside each other, and what else an instance takes. */
public final class AccountTables {

    private static final List<Metric> RESOURCES =
            List.of(
                    Metric.RESOURCE_DESCRIPTORS,
                    Metric.RESOURCE_TASKS,
                    Metric.RESOURCE_MOUNTS,
                    Metric.RESOURCE_INTERFACES,
                    Metric.RESOURCE_CGROUPS);

    private AccountTables() {}

    /** Memory of one more instance by each account, and what none of them explains. */
    public static Table reconciled(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            if (reading.cells(RunReading.FOOTPRINT, subject, Metric.MEMORY_PSS).isEmpty()) {
                continue;
            }
            rows.add(
                    Row.of(
                            subject.key(),
                            subject.labelWords(),
                            List.of(
                                    slope(reading, subject, Metric.MEMORY_AVAILABLE),
                                    slope(reading, subject, Metric.MEMORY_PSS),
                                    slope(reading, subject, Metric.MEMORY_KERNEL),
                                    residual(reading, subject),
                                    slope(reading, subject, Metric.MEMORY_CGROUP),
                                    fixed(reading, subject),
                                    slope(reading, subject, Metric.MEMORY_DAEMON))));
        }
        return new Table(
                "Memory of one more instance by account, as slopes over their number: MemAvailable's"
                        + " fall = PSS + kernel + residual; the control group's charge beside it",
                "backend",
                List.of(
                        Column.number("MemAvailable's fall"),
                        Column.number("PSS of processes"),
                        Column.number("kernel (slab, page tables, stacks, per CPU)"),
                        Column.number("residual (least to most of the rounds)"),
                        Column.number("control group"),
                        Column.number("daemon, without instances"),
                        Column.number("daemon, for each")),
                rows);
    }

    /** What runs out before memory does. */
    public static Table resources(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            List<String> cells = new ArrayList<>();
            for (Metric metric : RESOURCES) {
                reading.median(RunReading.FOOTPRINT, subject, metric)
                        .ifPresent(value -> cells.add(Measure.COUNT.text(value)));
            }
            if (cells.size() == RESOURCES.size()) {
                rows.add(Row.of(subject.key(), subject.labelWords(), cells));
            }
        }
        return new Table(
                "What one more instance takes of what runs out before memory does (0: it shares the"
                        + " host's)",
                "backend",
                List.of(
                        Column.number("descriptors"),
                        Column.number("pids"),
                        Column.number("mounts"),
                        Column.number("network devices"),
                        Column.number("cgroups")),
                rows);
    }

    private static String slope(RunReading reading, Subject subject, Metric metric) {
        return Estimates.line(MemoryFigures.pairs(MemoryFigures.growth(reading, subject, metric)))
                .map(fit -> Measure.BYTES.text(fit.slope()))
                .orElse(Measure.NONE);
    }

    /** It may lie on both sides of 0, for which an interval of ratios makes no sense. */
    private static String residual(RunReading reading, Subject subject) {
        return reading.cell(RunReading.FOOTPRINT, subject, Metric.MEMORY_RESIDUAL)
                .flatMap(RunReading::measured)
                .map(Outcome.Measured::summary)
                .map(
                        rounds ->
                                Measure.BYTES.text(rounds.p50())
                                        + " ("
                                        + new Interval(rounds.min(), rounds.max())
                                                .text(Measure.BYTES)
                                        + ")")
                .orElse(Measure.NONE);
    }

    /** The daemon's size where nothing lives. */
    private static String fixed(RunReading reading, Subject subject) {
        Optional<Cell> none =
                reading.cells(RunReading.FOOTPRINT, subject, Metric.MEMORY_DAEMON).stream()
                        .filter(cell -> "0".equals(cell.key().parameters().get("instances")))
                        .findFirst();
        return none.flatMap(RunReading::measured)
                .map(measured -> Measure.BYTES.text(measured.summary().p50()))
                .orElse(Measure.NONE);
    }
}
