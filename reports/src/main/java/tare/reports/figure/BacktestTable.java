package tare.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Metric;

/** How far off the models were on the host, quantity by quantity. */
public final class BacktestTable {

    private static final String EXPERIMENT = "backtest";
    private static final String QUANTITY = "quantity";
    private static final String END = "end";
    private static final double PERCENT = 100;

    private BacktestTable() {}

    /** All quantities; without rows if nothing was back-tested. */
    public static Table of(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            for (Cell cell : reading.cells(EXPERIMENT, subject, Metric.BACKTEST_ERROR)) {
                SortedMap<String, String> parameters = cell.key().parameters();
                String quantity = parameters.get(QUANTITY);
                if (quantity != null && !parameters.containsKey(END)) {
                    rows.add(row(reading, subject, cell, quantity));
                }
            }
        }
        return new Table(
                "What was foretold from few instances, and what was measured",
                "backend",
                List.of(
                        Column.words("quantity"),
                        Column.number("foretold"),
                        Column.number("measured"),
                        Column.number("error"),
                        Column.number("95 % interval"),
                        Column.words("aim")),
                rows);
    }

    private static Row row(RunReading reading, Subject subject, Cell cell, String quantity) {
        double error = median(cell).orElse(Double.NaN);
        double aim = end(reading, subject, quantity, "aim");
        return Row.of(
                subject.key(),
                subject.labelWords(),
                List.of(
                        quantity,
                        side(reading, subject, quantity, "predicted"),
                        side(reading, subject, quantity, "measured"),
                        Measure.PERCENT.text(PERCENT * error),
                        Measure.PERCENT.text(PERCENT * end(reading, subject, quantity, "low"))
                                + " to "
                                + Measure.PERCENT.text(
                                        PERCENT * end(reading, subject, quantity, "high")),
                        Measure.PERCENT.text(PERCENT * aim)
                                + (Math.abs(error) <= aim ? ": met" : ": missed")));
    }

    private static String side(RunReading reading, Subject subject, String quantity, String side) {
        SortedMap<String, String> wanted = new TreeMap<>();
        wanted.put(QUANTITY, quantity);
        wanted.put("side", side);
        return reading.run().cells().stream()
                .filter(cell -> cell.key().experiment().equals(EXPERIMENT))
                .filter(cell -> cell.key().backend().equals(subject.key()))
                .filter(cell -> cell.key().parameters().equals(wanted))
                .map(
                        cell ->
                                Measure.of(cell.key().metric().unit())
                                        .text(median(cell).orElse(Double.NaN)))
                .findFirst()
                .orElse(Measure.NONE);
    }

    private static double end(RunReading reading, Subject subject, String quantity, String end) {
        SortedMap<String, String> wanted = new TreeMap<>();
        wanted.put(QUANTITY, quantity);
        wanted.put(END, end);
        return reading.cells(EXPERIMENT, subject, Metric.BACKTEST_ERROR).stream()
                .filter(cell -> cell.key().parameters().equals(wanted))
                .flatMapToDouble(cell -> median(cell).stream())
                .findFirst()
                .orElse(Double.NaN);
    }

    private static OptionalDouble median(Cell cell) {
        return RunReading.measured(cell).stream()
                .mapToDouble(measured -> measured.summary().p50())
                .findFirst();
    }
}
