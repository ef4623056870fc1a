package tare.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Digest;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Metric;

/** What each layer of an isolation adds to a start: waterfalls, and what stands beside them. */
public final class LadderFigures {

    /** The experiment. */
    public static final String LADDER = "ladder";

    private static final String WAY = "way";
    private static final String FORWARD = "forward";
    private static final String WITHOUT = "without";
    private static final String LAYER = "layer";
    private static final String RUNG = "rung";

    /** How many more instances lived meanwhile; absent for none. */
    private static final String BESIDE = "beside";

    private static final String BEFORE = "the rung before";
    private static final String ADDS = "this layer adds";
    private static final String SAVES = "this layer saves";

    private LadderFigures() {}

    /** One waterfall for each backend that was taken apart, and for each crowd beside it. */
    public static List<Panel> waterfalls(RunReading reading) {
        List<Panel> panels = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            for (String beside : crowds(reading, subject)) {
                Climb climb = new Climb(reading, subject, beside);
                List<Cell> measured =
                        climb.rungs(Metric.LADDER_TIME, FORWARD).stream()
                                .filter(cell -> RunReading.measured(cell).isPresent())
                                .toList();
                if (measured.size() > 1) {
                    panels.add(panel(climb, measured, panels.size()));
                }
            }
        }
        return panels;
    }

    /** None first, then by their size. */
    private static List<String> crowds(RunReading reading, Subject subject) {
        return reading.cells(LADDER, subject, Metric.LADDER_TIME).stream()
                .map(LadderFigures::beside)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).thenComparing(words -> words))
                .toList();
    }

    private static Panel panel(Climb climb, List<Cell> rungs, int number) {
        List<Figure.Bar> bars = new ArrayList<>();
        List<String> spoken = new ArrayList<>();
        double before = 0;
        double most = 0;
        for (Cell rung : rungs) {
            double now = median(rung);
            List<Figure.Segment> segments = new ArrayList<>();
            segments.add(new Figure.Segment(BEFORE, 2, Math.min(before, now)));
            String name = now >= before ? ADDS : SAVES;
            segments.add(new Figure.Segment(name, now >= before ? 0 : 3, Math.abs(now - before)));
            bars.add(
                    new Figure.Bar(
                            layer(rung),
                            segments,
                            OptionalDouble.empty(),
                            Measure.NANOS.text(now)));
            spoken.add(layer(rung) + " " + Measure.NANOS.text(now));
            most = Math.max(most, Math.max(before, now));
            before = now;
        }
        Heading heading =
                new Heading(
                        "ladder-" + number,
                        "A start of "
                                + climb.subject().figureName()
                                + climb.among()
                                + ", layer by layer",
                        "Median time with one layer more at each step. "
                                + String.join(", ", spoken)
                                + ".",
                        "From the top: nothing, then one layer more at each bar; the number is the"
                                + " median start with all layers so far. Rungs take turns within a"
                                + " round, in an order drawn anew each turn. Costs are not additive:"
                                + " the table says what a layer costs on top of all others.");
        Axis axis = Axis.fromZero("time since the first system call", Measure.NANOS, most);
        return new Panel(new Figure.Bars(heading, axis, bars), climb.table(rungs));
    }

    /** Backends that are not taken apart, whose starts a ladder leads up to. */
    public static Table wholes(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            for (String beside : crowds(reading, subject)) {
                Climb climb = new Climb(reading, subject, beside);
                for (Cell whole : climb.rungs(Metric.LADDER_TIME, "")) {
                    String name = subject.key() + climb.among();
                    rows.add(Rows.of(reading, name, whole, Digest::cells));
                }
            }
        }
        return new Table(
                "Starts in the same rounds that are not taken apart",
                "backend",
                List.of(
                        Column.number("p50 (95 % interval)"),
                        Column.number("p90 (95 % interval)"),
                        Column.number("p99 (95 % interval)"),
                        Column.number("n"),
                        Column.number("rounds")),
                rows);
    }

    /**
     * What was climbed of a backend.
     *
     * @param beside how many more instances lived meanwhile; empty for none
     */
    private record Climb(RunReading reading, Subject subject, String beside) {

        String among() {
            return beside.isEmpty() ? "" : " beside " + beside + " that live";
        }

        Table table(List<Cell> rungs) {
            List<Row> rows = new ArrayList<>();
            for (Cell rung : rungs) {
                String layer = layer(rung);
                rows.add(
                        Row.of(
                                layer,
                                subject.labelWords(),
                                List.of(
                                        text(Optional.of(rung)),
                                        text(of(layer)),
                                        text(lacking(Metric.LADDER_COST, layer)),
                                        text(lacking(Metric.LADDER_INTERACTION, layer)),
                                        goesWith(layer))));
            }
            return new Table(
                    "What each layer of "
                            + subject.key()
                            + among()
                            + " costs, 95 % intervals over rounds",
                    "layer",
                    List.of(
                            Column.number("start with all so far"),
                            Column.number("adds here"),
                            Column.number("adds on top of all others"),
                            Column.number("interaction: the second less the first"),
                            Column.words("what goes with it when it is left out")),
                    rows);
        }

        List<Cell> rungs(Metric metric, String way) {
            return reading.cells(LADDER, subject, metric).stream()
                    .filter(cell -> cell.key().parameters().getOrDefault(WAY, "").equals(way))
                    .filter(cell -> LadderFigures.beside(cell).equals(beside))
                    .sorted(
                            Comparator.comparing(
                                    cell -> cell.key().parameters().getOrDefault(RUNG, "")))
                    .toList();
        }

        private Optional<Cell> of(String layer) {
            return rungs(Metric.LADDER_COST, FORWARD).stream()
                    .filter(cell -> layer(cell).equals(layer))
                    .findFirst();
        }

        /** The cell of all but a layer, which others may go with. */
        private Optional<Cell> lacking(Metric metric, String layer) {
            return rungs(metric, WITHOUT).stream()
                    .filter(
                            cell ->
                                    layer(cell).equals(layer)
                                            || layer(cell).startsWith(layer + "+"))
                    .findFirst();
        }

        private String goesWith(String layer) {
            return lacking(Metric.LADDER_COST, layer)
                    .map(LadderFigures::layer)
                    .filter(words -> words.contains("+"))
                    .map(words -> words.substring(words.indexOf('+') + 1).replace("+", ", "))
                    .orElse(Measure.NONE);
        }

        private String text(Optional<Cell> cell) {
            return cell.flatMap(reading::digest)
                    .map(
                            digest ->
                                    digest.p50()
                                            .interval()
                                            .map(
                                                    i ->
                                                            i.around(
                                                                    digest.p50().value(),
                                                                    digest.measure()))
                                            .orElse(digest.measure().text(digest.p50().value())))
                    .orElse(Measure.NONE);
        }
    }

    private static String layer(Cell cell) {
        return cell.key().parameters().getOrDefault(LAYER, Measure.NONE);
    }

    private static double median(Cell cell) {
        return RunReading.measured(cell).map(found -> found.summary().p50()).orElse(Double.NaN);
    }

    private static String beside(Cell cell) {
        return cell.key().parameters().getOrDefault(BESIDE, "");
    }
}
