package tare.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Digest;
import tare.reports.reading.Interval;
import tare.reports.reading.Measure;
import tare.reports.reading.OverheadReading;
import tare.reports.reading.OverheadReading.Entry;
import tare.reports.reading.OverheadReading.Work;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;

/** Pictures and tables of the experiment {@code overhead}. */
public final class OverheadFigures {

    /** Lower ends of the shades from the second on. */
    private static final double[] SHADES = {0.97, 1.03, 1.25, 2, 10};

    /** By how much the proof's loop may differ from a thread's. */
    private static final double ALLOWED_OF_PROGRAMS = 0.01;

    private static final double ALLOWED_OF_GUESTS = 0.03;

    private OverheadFigures() {}

    /** Work by backend: how many times as long as in a process; empty if there is none. */
    public static Optional<Panel> heatMap(OverheadReading reading) {
        List<Subject> subjects = reading.subjects();
        List<Figure.HeatRow> rows = new ArrayList<>();
        List<Row> table = new ArrayList<>();
        List<String> spoken = new ArrayList<>();
        for (Work work : reading.works()) {
            List<Figure.Field> fields = new ArrayList<>();
            List<String> cells = new ArrayList<>();
            for (Subject subject : subjects) {
                Optional<Entry> entry = reading.entry(work, subject);
                fields.add(entry.map(OverheadFigures::field).orElse(EMPTY));
                cells.add(entry.map(OverheadFigures::words).orElse(Measure.NONE));
            }
            if (fields.stream().anyMatch(field -> field.shade() != Figure.Field.EMPTY)) {
                rows.add(new Figure.HeatRow(work.name(), fields));
                table.add(Row.of(work.name(), List.of(), cells));
                spoken.add(spoken(work, subjects, fields));
            }
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Heading heading =
                new Heading(
                        "overhead",
                        "The same work, as a multiple of a bare process",
                        "Time per operation in each backend over that in a process. "
                                + String.join(" ", spoken),
                        "Geometric mean over the rounds of each round's ratio; 1 is a process, more"
                                + " is slower. = marks a 95 % interval that contains 1; the table says"
                                + " what difference could have been missed. A dash: not measured.");
        List<String> names = subjects.stream().map(Subject::figureName).toList();
        Table numbers =
                new Table(
                        "Ratio to a process, 95 % interval",
                        "work",
                        subjects.stream().map(s -> Column.number(s.figureName())).toList(),
                        table);
        return Optional.of(new Panel(new Figure.Heat(heading, names, rows), numbers));
    }

    private static final Figure.Field EMPTY = new Figure.Field(Measure.NONE, Figure.Field.EMPTY);

    private static String spoken(Work work, List<Subject> subjects, List<Figure.Field> fields) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).shade() != Figure.Field.EMPTY) {
                words.add(subjects.get(i).figureName() + " " + fields.get(i).text());
            }
        }
        return work.name() + ": " + String.join(", ", words) + ".";
    }

    private static Figure.Field field(Entry entry) {
        int shade = 0;
        while (shade < SHADES.length && entry.ratio() >= SHADES[shade]) {
            shade++;
        }
        boolean shown = entry.slower() || entry.faster();
        return new Figure.Field((shown ? "" : "= ") + Measure.COUNT.text(entry.ratio()), shade);
    }

    private static String words(Entry entry) {
        return entry.interval()
                .map(interval -> interval.around(entry.ratio(), Measure.COUNT))
                .orElse(Measure.COUNT.text(entry.ratio()) + " (one round)");
    }

    /** One forest for each work that more than a process has done. */
    public static List<Panel> byWork(OverheadReading reading) {
        List<Panel> panels = new ArrayList<>();
        for (Work work : reading.works()) {
            List<Row> rows = new ArrayList<>();
            List<Figure.Whisker> whiskers = new ArrayList<>();
            reading.process()
                    .ifPresent(process -> rows.addAll(row(reading, work, process, whiskers)));
            for (Subject subject : reading.subjects()) {
                rows.addAll(row(reading, work, subject, whiskers));
            }
            if (!whiskers.isEmpty()) {
                panels.add(panel(work, whiskers, rows, panels.size()));
            }
        }
        return panels;
    }

    private static List<Row> row(
            OverheadReading reading, Work work, Subject subject, List<Figure.Whisker> whiskers) {
        Optional<Cell> cell = reading.cell(work, subject);
        if (cell.isEmpty()) {
            return List.of();
        }
        List<String> labels = Subject.words(cell.get().labels());
        if (cell.get().outcome() instanceof Outcome.Absent absent) {
            return List.of(Row.absent(subject.key(), labels, Rows.why(absent)));
        }
        String nanos =
                OverheadReading.nanos(cell.get()).map(Measure.NANOS::text).orElse(Measure.NONE);
        Optional<Entry> entry =
                reading.process().filter(subject::equals).isPresent()
                        ? Optional.empty()
                        : reading.entry(work, subject);
        if (entry.isEmpty()) {
            return List.of(
                    Row.of(
                            subject.key(),
                            labels,
                            List.of(nanos, Measure.NONE, Measure.NONE, Measure.NONE)));
        }
        Entry found = entry.get();
        whiskers.add(whisker(subject, found));
        return List.of(
                Row.of(
                        subject.key(),
                        labels,
                        List.of(
                                nanos,
                                words(found),
                                verdict(found),
                                Integer.toString(found.rounds()))));
    }

    private static Figure.Whisker whisker(Subject subject, Entry entry) {
        Interval interval = entry.interval().orElse(new Interval(entry.ratio(), entry.ratio()));
        return new Figure.Whisker(
                subject.figureName(),
                subject.place(),
                entry.ratio(),
                interval.low(),
                interval.high(),
                Measure.COUNT.text(entry.ratio()));
    }

    /** What the rounds allow to say. */
    static String verdict(Entry entry) {
        if (entry.interval().isEmpty()) {
            return "one round says nothing of the difference";
        }
        if (entry.slower()) {
            return "slower by " + percent(entry.ratio() - 1);
        }
        if (entry.faster()) {
            return "faster by " + percent(1 - entry.ratio());
        }
        return entry.bound() > 1
                ? "even twice the time could have been missed"
                : "none larger than " + percent(entry.bound()) + " could have been missed";
    }

    private static String percent(double share) {
        return Measure.PERCENT.brief(100 * share);
    }

    private static Panel panel(
            Work work, List<Figure.Whisker> whiskers, List<Row> rows, int number) {
        String findings =
                whiskers.stream()
                        .map(one -> one.name() + " " + one.text())
                        .collect(Collectors.joining(", "));
        Heading heading =
                new Heading(
                        "overhead-" + number,
                        work.name(),
                        "Ratio to a process: " + findings + ".",
                        "Time per operation over that in a process, with 95 % intervals; the line at 1"
                                + " is the process.");
        Table table =
                new Table(
                        work.name() + ": time per operation, and the difference to a process",
                        "backend",
                        List.of(
                                Column.number("per operation"),
                                Column.number("ratio"),
                                Column.words("difference"),
                                Column.number("rounds")),
                        rows);
        return new Panel(
                new Figure.Forest(heading, axis(whiskers), names(whiskers), 1, whiskers), table);
    }

    private static Axis names(List<Figure.Whisker> whiskers) {
        List<Axis.Tick> ticks = new ArrayList<>();
        for (int i = 0; i < whiskers.size(); i++) {
            ticks.add(new Axis.Tick(i + 0.5, whiskers.get(i).name()));
        }
        return new Axis("", Measure.COUNT, false, 0, ticks.size(), ticks);
    }

    /** Round about 1 and every estimate; intervals may reach further. */
    private static Axis axis(List<Figure.Whisker> whiskers) {
        double low = 1;
        double high = 1;
        for (Figure.Whisker one : whiskers) {
            low = Math.min(low, Math.max(one.low(), one.value() / 2));
            high = Math.max(high, Math.min(one.high(), one.value() * 2));
        }
        if (high / low > 20) {
            return Axis.logarithmic(
                    "times a process, log scale", Measure.COUNT, new double[] {low, high});
        }
        double margin = Math.max(0.01, (high - low) * 0.06);
        return Axis.linear("times a process", Measure.COUNT, low - margin, high + margin);
    }

    /** The instrument's own proof: code that no isolation can slow down, beside a thread. */
    public static Table proof(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            for (Cell cell : reading.cells(OverheadReading.OVERHEAD, subject, Metric.PROOF_RATIO)) {
                rows.add(
                        Rows.of(
                                reading,
                                subject.key(),
                                cell,
                                digest -> proof(digest, allowed(subject.kind()))));
            }
        }
        return new Table(
                "The instrument's own proof: an integer loop beside the same in a thread of Tare's",
                "backend",
                List.of(
                        Column.number("ratio, median of rounds"),
                        Column.number("95 % interval"),
                        Column.number("allowed"),
                        Column.number("rounds"),
                        Column.words("verdict")),
                rows);
    }

    /** By how much the loop may differ; others than these need not agree with the host. */
    private static OptionalDouble allowed(BackendClass kind) {
        return switch (kind) {
            case PROCESS, CONTAINER -> OptionalDouble.of(ALLOWED_OF_PROGRAMS);
            case BARE_GUEST -> OptionalDouble.of(ALLOWED_OF_GUESTS);
            case SANDBOX, VM, FORKED_VM, STACKED -> OptionalDouble.empty();
        };
    }

    private static List<String> proof(Digest digest, OptionalDouble allowed) {
        double ratio = digest.p50().value();
        return List.of(
                Measure.COUNT.text(ratio),
                digest.p50().interval().map(i -> i.text(Measure.COUNT)).orElse(Measure.NONE),
                allowed.isPresent() ? "±" + percent(allowed.getAsDouble()) : Measure.NONE,
                Integer.toString(digest.rounds()),
                allowed.isPresent()
                        ? agreement(
                                ratio,
                                digest.p50().interval().orElse(new Interval(ratio, ratio)),
                                allowed.getAsDouble())
                        : "need not agree");
    }

    private static String agreement(double ratio, Interval interval, double allowed) {
        if (Math.abs(ratio - 1) <= allowed) {
            return "✓ agrees";
        }
        boolean reaches = interval.low() <= 1 + allowed && interval.high() >= 1 - allowed;
        return reaches ? "its interval reaches what is allowed" : "✗ differs";
    }

    /** Payload code in each of its places: the same bytes, in nanoseconds a turn. */
    public static Table places(OverheadReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Cell cell : reading.elsewhere()) {
            List<String> labels = Subject.words(cell.labels());
            if (cell.outcome() instanceof Outcome.Absent absent) {
                rows.add(Row.absent(place(cell.key()), labels, Rows.why(absent)));
                continue;
            }
            String nanos =
                    OverheadReading.nanos(cell).map(Measure.NANOS::text).orElse(Measure.NONE);
            rows.add(Row.of(place(cell.key()), labels, List.of(nanos)));
        }
        return new Table(
                "The same machine code elsewhere: per turn",
                "work and where",
                List.of(Column.number("per turn")),
                rows);
    }

    private static String place(CellKey key) {
        boolean thread = OverheadReading.isThread(key);
        String where = thread ? "a thread of Tare's, no instance" : key.backend();
        return key.parameters().entrySet().stream()
                .filter(one -> !(thread && one.getKey().equals(OverheadReading.PLACE)))
                .map(one -> ", " + one.getKey() + " " + one.getValue())
                .collect(Collectors.joining("", key.workload() + ": " + where, ""));
    }
}
