package tare.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Digest;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Metric;
import tare.results.model.Outcome;

/** What tells how far the figures can be trusted. */
public final class TrustTables {

    /** Up to here Tare's and JMH's figures agree, whichever is larger. */
    private static final double AGREE_SHARE = 0.02;

    private static final double AGREE_NANOS = 5_000;

    private TrustTables() {}

    /** Calibration error by backend and spin. */
    public static Table calibration(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            for (Cell cell : reading.cells(RunReading.BOOT, subject, Metric.CALIBRATION_ERROR)) {
                String spin = cell.key().parameters().getOrDefault("spin", Measure.NONE);
                rows.add(
                        Rows.of(reading, subject.key(), cell, digest -> calibration(digest, spin)));
            }
        }
        return new Table(
                "Calibration: a known spin of the probe, as measured, less the spin",
                "backend",
                List.of(
                        Column.number("spin"),
                        Column.number("error, median of rounds"),
                        Column.number("95 % interval"),
                        Column.number("rounds")),
                rows);
    }

    private static List<String> calibration(Digest digest, String spin) {
        return List.of(
                spin,
                digest.measure().text(digest.p50().value()),
                digest.p50().interval().map(i -> i.text(digest.measure())).orElse(Measure.NONE),
                Integer.toString(digest.rounds()));
    }

    /** Tare's median start beside what JMH timed around the same launches. */
    public static Table jmh(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            OptionalDouble ready = reading.median(RunReading.BOOT, subject, Metric.STAGE_READY);
            OptionalDouble jmh = reading.median(RunReading.BOOT, subject, Metric.JMH_LAUNCH);
            if (ready.isPresent() && jmh.isPresent()) {
                double difference = jmh.getAsDouble() - ready.getAsDouble();
                double allowed = Math.max(AGREE_NANOS, AGREE_SHARE * ready.getAsDouble());
                rows.add(
                        Row.of(
                                subject.key(),
                                subject.labelWords(),
                                List.of(
                                        Measure.NANOS.text(ready.getAsDouble()),
                                        Measure.NANOS.text(jmh.getAsDouble()),
                                        Measure.NANOS.text(difference),
                                        Math.abs(difference) <= allowed
                                                ? "✓ agrees"
                                                : "✗ differs")));
            }
        }
        return new Table(
                "JMH's own median for the same launches; 2 % or 5 µs are allowed",
                "backend",
                List.of(
                        Column.number("Tare"),
                        Column.number("JMH"),
                        Column.number("difference"),
                        Column.words("verdict")),
                rows);
    }

    /** CPU time of one launch, beside its wall time. */
    public static Table cpu(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            OptionalDouble child = reading.median(RunReading.BOOT, subject, Metric.CPU_CHILD);
            OptionalDouble tare = reading.median(RunReading.BOOT, subject, Metric.CPU_TARE);
            if (child.isPresent() || tare.isPresent()) {
                rows.add(
                        Row.of(
                                subject.key(),
                                subject.labelWords(),
                                List.of(
                                        Measure.NANOS.text(child.orElse(Double.NaN)),
                                        Measure.NANOS.text(tare.orElse(Double.NaN)))));
            }
        }
        return new Table(
                "CPU time of one launch, medians",
                "backend",
                List.of(
                        Column.number("the instance's processes"),
                        Column.number("Tare's launching thread")),
                rows);
    }

    /** Every cell without figures, grouped by what it says. */
    public static Table absent(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (Cell cell : reading.run().cells()) {
            if (cell.outcome() instanceof Outcome.Absent absent) {
                String group =
                        cell.key().experiment() + "\n" + cell.key().backend() + "\n" + absent;
                if (!seen.contains(group)) {
                    seen.add(group);
                    rows.add(absentRow(reading, cell, absent));
                }
            }
        }
        return new Table(
                "Cells without figures",
                "backend",
                List.of(
                        Column.words("experiment"),
                        Column.words("what"),
                        Column.words("status"),
                        Column.words("reason"),
                        Column.words("remedy")),
                rows);
    }

    private static Row absentRow(RunReading reading, Cell cell, Outcome.Absent absent) {
        String metrics =
                reading.run().cells().stream()
                        .filter(other -> other.key().backend().equals(cell.key().backend()))
                        .filter(other -> other.key().experiment().equals(cell.key().experiment()))
                        .filter(other -> other.outcome().equals(absent))
                        .map(other -> other.key().metric().id())
                        .distinct()
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("");
        return Row.of(
                cell.key().backend(),
                Subject.words(cell.labels()),
                List.of(
                        cell.key().experiment(),
                        metrics,
                        absent.kind().id(),
                        absent.reason(),
                        absent.remedy().isBlank() ? Measure.NONE : absent.remedy()));
    }
}
