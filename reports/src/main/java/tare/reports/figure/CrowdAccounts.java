package tare.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Metric;

/** Where the memory of a whole crowd went, account by account. */
public final class CrowdAccounts {

    private static final String INSTANCES = "instances";

    private CrowdAccounts() {}

    /** A row for each crowd whose accounts were read without instances and with all. */
    public static Table of(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            int most = most(reading, subject);
            OptionalDouble residual =
                    reading.median(CrowdFigures.DENSITY, subject, Metric.MEMORY_RESIDUAL);
            if (most > 0 && residual.isPresent()) {
                rows.add(
                        Row.of(
                                subject.key(),
                                subject.labelWords(),
                                List.of(
                                        Integer.toString(most),
                                        each(reading, subject, Metric.MEMORY_AVAILABLE, most),
                                        each(reading, subject, Metric.MEMORY_PSS, most),
                                        each(reading, subject, Metric.MEMORY_KERNEL, most),
                                        Measure.BYTES.text(residual.getAsDouble()),
                                        each(reading, subject, Metric.MEMORY_CGROUP, most))));
            }
        }
        return new Table(
                "Where the memory of a crowd went, for each of its instances: MemAvailable's fall ="
                        + " PSS + kernel + residual; the control group's charge beside it. Helpers"
                        + " that were opened on the way are part of it",
                "backend",
                List.of(
                        Column.number("instances"),
                        Column.number("MemAvailable's fall"),
                        Column.number("PSS of processes, helpers among them"),
                        Column.number("kernel (slab, page tables, stacks, per CPU)"),
                        Column.number("residual"),
                        Column.number("control group")),
                rows);
    }

    /** Of the last reading that has all accounts. */
    private static int most(RunReading reading, Subject subject) {
        return reading.cells(CrowdFigures.DENSITY, subject, Metric.MEMORY_PSS).stream()
                .mapToInt(CrowdAccounts::instances)
                .max()
                .orElse(0);
    }

    private static String each(RunReading reading, Subject subject, Metric metric, int most) {
        OptionalDouble none = at(reading, subject, metric, 0);
        OptionalDouble all = at(reading, subject, metric, most);
        if (none.isEmpty() || all.isEmpty()) {
            return Measure.NONE;
        }
        double grown = (all.getAsDouble() - none.getAsDouble()) / most;
        return Measure.BYTES.text(metric == Metric.MEMORY_AVAILABLE ? -grown : grown);
    }

    private static OptionalDouble at(
            RunReading reading, Subject subject, Metric metric, int instances) {
        return reading.cells(CrowdFigures.DENSITY, subject, metric).stream()
                .filter(cell -> instances(cell) == instances)
                .flatMap(cell -> RunReading.measured(cell).stream())
                .mapToDouble(measured -> measured.summary().p50())
                .findFirst();
    }

    /** A foreign file may have something else there: that is no reading of ours. */
    private static int instances(Cell cell) {
        String count = cell.key().parameters().getOrDefault(INSTANCES, "");
        return count.matches("[0-9]{1,7}") ? Integer.parseInt(count) : -1;
    }
}
