package tare.reports.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tare.reports.claim.Rank;
import tare.reports.claim.Ranking;
import tare.reports.figure.Table;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.results.comparison.Comparability;
import tare.results.comparison.Difference;
import tare.results.model.Outcome;
import tare.results.model.RunResult;

/** Several results beside each other: which they are, in what they differ, and their figures. */
public final class SideBySide {

    /** So many columns can be read beside each other; more results stand in the list alone. */
    static final int MOST_COLUMNS = 8;

    private static final int MOST_DIFFERENCES = 60;

    private final List<RunResult> given;
    private final List<Chapter> chapters;

    /**
     * @param given every result, as it came
     * @param chapters those that are drawn, in the same order
     */
    SideBySide(List<RunResult> given, List<Chapter> chapters) {
        this.given = List.copyOf(given);
        this.chapters = List.copyOf(chapters);
    }

    /** Whether there is anything beside anything. */
    public boolean several() {
        return given.size() > 1;
    }

    /** A warning for each pair with the first that must not be ranked together; may be empty. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Chapter chapter : chapters.subList(Math.min(1, chapters.size()), chapters.size())) {
            List<Difference> binding = binding(chapter);
            if (!binding.isEmpty()) {
                warnings.add(
                        chapter.name()
                                + " differs from "
                                + chapters.get(0).name()
                                + " in what matters: "
                                + binding.stream()
                                        .map(Difference::name)
                                        .collect(Collectors.joining(", "))
                                + ". Their figures stand beside each other and must not be ranked"
                                + " together.");
            }
        }
        return warnings;
    }

    /** What is simulated is of no host. */
    private List<Difference> binding(Chapter chapter) {
        if (chapter.simulated() || chapters.get(0).simulated()) {
            return List.of();
        }
        return Comparability.of(chapters.get(0).run(), chapter.run(), Set.of(), Set.of()).binding();
    }

    /** The tables, those without rows left out. */
    public List<Table> tables() {
        List<Table> tables = new ArrayList<>(List.of(runs()));
        if (chapters.size() > 1) {
            tables.add(differences());
            tables.addAll(figures());
        }
        return tables.stream().filter(table -> !table.rows().isEmpty()).toList();
    }

    private Table runs() {
        List<RunResult> runs = given.stream().map(raw -> new RunReading(raw).run()).toList();
        boolean oneHost =
                runs.stream()
                                .filter(run -> !Chapters.simulated(run))
                                .map(run -> HostLine.of(run.host()))
                                .distinct()
                                .count()
                        <= 1;
        List<Column> columns =
                new ArrayList<>(
                        List.of(
                                Column.words("shown in"),
                                Column.words("begun"),
                                Column.words("experiments"),
                                Column.words("profile"),
                                Column.words("cells measured"),
                                Column.words("Tare")));
        if (!oneHost) {
            columns.add(Column.words("host"));
        }
        return new Table(
                "The results", "run", columns, runs.stream().map(r -> row(r, oneHost)).toList());
    }

    private Row row(RunResult run, boolean oneHost) {
        long measured =
                run.cells().stream()
                        .filter(cell -> cell.outcome() instanceof Outcome.Measured)
                        .count();
        List<String> words =
                new ArrayList<>(
                        List.of(
                                shownIn(run),
                                Chapters.toTheSecond(run.createdAt()),
                                String.join(", ", run.plan().experiments()),
                                run.plan().profile() + ", seed " + run.plan().seed(),
                                measured + " of " + run.cells().size(),
                                run.tool().version()));
        if (!oneHost) {
            words.add(Chapters.simulated(run) ? "none: simulated" : HostLine.of(run.host()));
        }
        return Row.of(Chapters.shortId(run.id()), List.of(), words);
    }

    /** The chapter that has its figures, which may have those of others too. */
    private String shownIn(RunResult run) {
        return chapters.stream()
                .filter(chapter -> chapter.run().id().contains(Chapters.shortId(run.id())))
                .findFirst()
                .map(chapter -> chapter.name().isEmpty() ? "all of this page" : chapter.name())
                .orElse("this line alone");
    }

    private Table differences() {
        List<Row> rows = new ArrayList<>();
        for (Chapter chapter : chapters.subList(1, chapters.size())) {
            for (Difference difference : binding(chapter)) {
                if (rows.size() < MOST_DIFFERENCES) {
                    rows.add(
                            Row.of(
                                    difference.name(),
                                    List.of(),
                                    List.of(
                                            chapter.name(),
                                            difference.reference(),
                                            difference.other())));
                }
            }
        }
        return new Table(
                "What differs and matters, against " + chapters.get(0).name(),
                "fact",
                List.of(
                        Column.words("run"),
                        Column.words("value in " + chapters.get(0).name()),
                        Column.words("value in the run")),
                rows);
    }

    /** One table for each column that a ranking has in any chapter. */
    private List<Table> figures() {
        List<Chapter> beside = chapters.subList(0, Math.min(MOST_COLUMNS, chapters.size()));
        Set<String> names = new LinkedHashSet<>();
        beside.forEach(c -> c.ranking().columns().forEach(column -> names.add(column.name())));
        List<Table> tables = new ArrayList<>();
        for (String name : names) {
            Map<String, List<String>> rows = new TreeMap<>();
            for (int i = 0; i < beside.size(); i++) {
                for (Rank rank : beside.get(i).ranking().ranks()) {
                    rows.computeIfAbsent(rank.subject(), any -> empty(beside.size()))
                            .set(i, figure(beside.get(i).ranking(), rank, name));
                }
            }
            tables.add(
                    new Table(
                            "Side by side: " + name,
                            "backend",
                            beside.stream().map(one -> Column.words(one.name())).toList(),
                            rows.entrySet().stream()
                                    .map(row -> Row.of(row.getKey(), List.of(), row.getValue()))
                                    .toList()));
        }
        return tables;
    }

    private static List<String> empty(int size) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            cells.add(Measure.NONE);
        }
        return cells;
    }

    private static String figure(Ranking ranking, Rank rank, String name) {
        for (int i = 0; i < ranking.columns().size(); i++) {
            if (ranking.columns().get(i).name().equals(name)) {
                Rank.Figure figure = rank.figures().get(i);
                return figure.detail().isEmpty() || figure.order().isEmpty()
                        ? figure.text()
                        : figure.text() + " (" + figure.detail() + ")";
            }
        }
        return Measure.NONE;
    }
}
