package tare.reports.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tare.reports.chart.Pictures;
import tare.reports.figure.DrawnData;
import tare.reports.figure.Table;
import tare.results.failure.OutputError;
import tare.results.model.Cell;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.RunResult;

/** A report's figures and tables singly, for papers, tickets and other programs. */
public final class Pieces {

    private static final List<String> SAMPLE_HEADER =
            List.of(
                    "run",
                    "experiment",
                    "backend",
                    "workload",
                    "parameters",
                    "metric",
                    "unit",
                    "labels",
                    "round",
                    "order",
                    "sample",
                    "value");

    private final List<RunResult> given;
    private final List<Chapter> chapters;
    private final Pictures pictures;

    /**
     * Prepares what can be written.
     *
     * @param results at least one
     * @throws OutputError when the host has no font to lay out text
     */
    public Pieces(List<RunResult> results) {
        this.given = List.copyOf(results);
        List<RunResult> runs = Chapters.of(results);
        List<Chapter> made = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            boolean only = runs.size() == 1;
            made.add(
                    new Chapter(
                            runs.get(i),
                            only ? "" : "r" + (i + 1) + "-",
                            only ? "" : "Run " + (i + 1),
                            List.of()));
        }
        this.chapters = List.copyOf(made);
        this.pictures = new Pictures();
    }

    /**
     * Every figure as an SVG file in the colours for paper.
     *
     * @param folder made if it is not there
     * @return the files, in the page's order
     */
    public List<Path> svg(Path folder) {
        return figures(
                folder,
                ".svg",
                drawn -> pictures.svgFile(drawn.panel().figure()).getBytes(StandardCharsets.UTF_8));
    }

    /** Every figure as a PNG file, two dots for each pixel of the page. */
    public List<Path> png(Path folder) {
        return figures(folder, ".png", drawn -> pictures.png(drawn.panel().figure()));
    }

    /**
     * Every raw sample ({@code samples.csv}), the summaries of all cells ({@code cells.csv}), and
     * the drawn points of each figure.
     */
    public List<Path> csv(Path folder) {
        make(folder);
        List<Path> files = new ArrayList<>();
        Path samples = folder.resolve("samples.csv");
        WholeFile.write(samples, this::samples);
        files.add(samples);
        Path cells = folder.resolve("cells.csv");
        String text =
                chapters.stream()
                        .map(chapter -> Summaries.csv(chapter.reading()))
                        .collect(Collectors.joining());
        WholeFile.write(cells, text.getBytes(StandardCharsets.UTF_8));
        files.add(cells);
        files.addAll(
                figures(
                        folder,
                        ".csv",
                        drawn ->
                                Csv.text(DrawnData.of(drawn.panel()))
                                        .getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    /** The answer, the ranking and every table as Markdown. */
    public void markdown(Path file) {
        String text = chapters.stream().map(Markdown::of).collect(Collectors.joining("\n"));
        WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** What makes a file of a figure. */
    @FunctionalInterface
    private interface Form {
        byte[] of(Section.Drawn drawn);
    }

    private List<Path> figures(Path folder, String ending, Form form) {
        make(folder);
        List<Path> files = new ArrayList<>();
        for (Chapter chapter : chapters) {
            for (Section section : chapter.sections()) {
                for (Section.Drawn drawn : section.figures()) {
                    Path file = folder.resolve(chapter.prefix() + drawn.id() + ending);
                    WholeFile.write(file, form.of(drawn));
                    files.add(file);
                }
            }
        }
        return files;
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new OutputError(
                    "The folder could not be made",
                    folder.toString(),
                    failure.toString(),
                    "choose another with --out",
                    failure);
        }
    }

    private void samples(OutputStream stream) throws IOException {
        stream.write(Csv.line(SAMPLE_HEADER).getBytes(StandardCharsets.UTF_8));
        for (RunResult run : given) {
            for (Cell cell : run.cells()) {
                if (cell.outcome() instanceof Outcome.Measured measured) {
                    samples(stream, run, cell, measured);
                }
            }
        }
    }

    private static void samples(
            OutputStream stream, RunResult run, Cell cell, Outcome.Measured measured)
            throws IOException {
        String parameters =
                cell.key().parameters().entrySet().stream()
                        .map(Map.Entry::toString)
                        .collect(Collectors.joining(" "));
        List<String> fixed =
                List.of(
                        run.id(),
                        cell.key().experiment(),
                        cell.key().backend(),
                        cell.key().workload(),
                        parameters,
                        cell.key().metric().id(),
                        cell.key().metric().unit().symbol(),
                        cell.labels().stream().map(l -> l.id()).collect(Collectors.joining(" ")));
        String line = Csv.line(fixed);
        String start = line.substring(0, line.length() - "\r\n".length());
        for (Round round : measured.rounds()) {
            double[] values = round.samples().values();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < values.length; i++) {
                text.append(start).append(',').append(round.round()).append(',');
                text.append(round.order()).append(',').append(i).append(',');
                text.append(Double.isFinite(values[i]) ? number(values[i]) : "").append("\r\n");
            }
            stream.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String number(double value) {
        boolean whole = value == StrictMath.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    /** All tables of a section, those beside figures too. */
    static List<Table> tables(Section section) {
        List<Table> tables = new ArrayList<>();
        section.figures().forEach(drawn -> tables.add(drawn.table()));
        tables.addAll(section.tables());
        return tables;
    }
}
