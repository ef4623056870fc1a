package tare.reports.figure;

import java.util.ArrayList;
import java.util.List;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Metric;

/** What grew while a population was turned over. */
public final class ChurnTable {

    private static final String CHURN = "churn";

    private ChurnTable() {}

    /** A row for each backend whose population was turned over. */
    public static Table of(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            reading.cell(CHURN, subject, Metric.STAGE_READY)
                    .ifPresent(
                            cell ->
                                    rows.add(
                                            Rows.of(
                                                    reading,
                                                    subject.key(),
                                                    cell,
                                                    digest ->
                                                            List.of(
                                                                    Integer.toString(
                                                                            digest.count()),
                                                                    Measure.NANOS.text(
                                                                            digest.p50().value()),
                                                                    drift(
                                                                            reading, subject,
                                                                            "start"),
                                                                    drift(
                                                                            reading, subject,
                                                                            "memory"),
                                                                    drift(
                                                                            reading,
                                                                            subject,
                                                                            "descriptors")))));
        }
        return new Table(
                "Instances replaced one after the other while their number stayed: growth from the"
                        + " first reading to the last",
                "backend",
                List.of(
                        Column.number("starts"),
                        Column.number("start, p50"),
                        Column.number("growth of the start"),
                        Column.number("of memory"),
                        Column.number("of descriptors")),
                rows);
    }

    private static String drift(RunReading reading, Subject subject, String of) {
        return reading.cells(CHURN, subject, Metric.CHURN_DRIFT).stream()
                .filter(cell -> of.equals(cell.key().parameters().get("of")))
                .flatMap(cell -> RunReading.measured(cell).stream())
                .map(measured -> Measure.PERCENT.text(100 * measured.summary().p50()))
                .findFirst()
                .orElse(Measure.NONE);
    }
}
