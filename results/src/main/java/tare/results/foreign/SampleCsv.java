package tare.results.foreign;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tare.results.failure.InputError;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.RunResult;

/**
 * Every sample as a row of CSV (RFC 4180), for spreadsheets, R and pandas; a cell without samples
 * is one row with its reason. What was written is read back to the same cells; host and plan are
 * not in it.
 */
public final class SampleCsv {

    private static final String FORMAT = "csv";
    private static final int LONGEST_ROW = 1 << 16;

    /** The columns, in their order. */
    static final List<String> COLUMNS =
            List.of(
                    "experiment",
                    "backend",
                    "class",
                    "workload",
                    "parameters",
                    "metric",
                    "unit",
                    "method",
                    "labels",
                    "channel",
                    "status",
                    "reason",
                    "remedy",
                    "round",
                    "order",
                    "sample");

    private SampleCsv() {}

    /** Writes the rows in the order of cells, rounds and launches. */
    public static void write(RunResult result, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        text.write(String.join(",", COLUMNS) + "\n");
        for (Cell cell : result.cells()) {
            String head = head(cell);
            if (cell.outcome() instanceof Outcome.Absent absent) {
                text.write(
                        head
                                + absent.kind().id()
                                + ","
                                + quoted(absent.reason())
                                + ","
                                + quoted(absent.remedy())
                                + ",,,\n");
                continue;
            }
            for (Round round : ((Outcome.Measured) cell.outcome()).rounds()) {
                String before = head + "measured,,," + round.round() + "," + round.order() + ",";
                for (double sample : round.samples().values()) {
                    text.write(before + number(sample) + "\n");
                }
            }
        }
        text.flush();
    }

    private static String head(Cell cell) {
        CellKey key = cell.key();
        List<String> parameters = new ArrayList<>();
        for (Map.Entry<String, String> parameter : key.parameters().entrySet()) {
            parameters.add(marked(parameter.getKey()) + "=" + marked(parameter.getValue()));
        }
        List<String> fields =
                List.of(
                        key.experiment(),
                        key.backend(),
                        cell.backendClass().id(),
                        key.workload(),
                        String.join(";", parameters),
                        key.metric().id(),
                        key.metric().unit().symbol(),
                        Integer.toString(cell.method()),
                        String.join(";", cell.labels().stream().map(Label::id).toList()),
                        cell.channel());
        StringBuilder head = new StringBuilder();
        fields.forEach(field -> head.append(quoted(field)).append(','));
        return head.toString();
    }

    /** Whole numbers without a point, as in result files. */
    private static String number(double sample) {
        boolean whole = sample == Math.rint(sample) && Math.abs(sample) < 1L << 53;
        return whole && Double.compare(sample, -0.0) != 0
                ? Long.toString((long) sample)
                : Double.toString(sample);
    }

    private static String marked(String text) {
        return text.replace("\\", "\\\\").replace(";", "\\;").replace("=", "\\=");
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    /**
     * Reads rows with these columns.
     *
     * @throws InputError if it is not in this form
     */
    public static RunResult read(InputStream stream, Origin origin) throws IOException {
        Gathering gathering = new Gathering(origin);
        CsvRows rows =
                new CsvRows(
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)),
                        LONGEST_ROW);
        try {
            if (!COLUMNS.equals(rows.next())) {
                throw new Gathering.Unusable("the first row is not " + String.join(",", COLUMNS));
            }
            for (List<String> row = rows.next(); row != null; row = rows.next()) {
                row(row, gathering);
            }
            return gathering.result(FORMAT);
        } catch (Gathering.Unusable | IllegalArgumentException e) {
            throw gathering.wrong(FORMAT, e.getMessage() + " (line " + rows.line() + ")");
        }
    }

    private static void row(List<String> row, Gathering gathering) {
        if (row.size() != COLUMNS.size()) {
            throw new Gathering.Unusable("a row has " + row.size() + " fields");
        }
        Metric metric = word(Metric.values(), Metric::id, row.get(5));
        if (!row.get(6).equals(metric.unit().symbol())) {
            throw new Gathering.Unusable("the unit of " + metric.id() + " is not " + row.get(6));
        }
        SortedSet<Label> labels = new TreeSet<>();
        for (String label : row.get(8).split(";", -1)) {
            if (!label.isEmpty()) {
                labels.add(word(Label.values(), Label::id, label));
            }
        }
        CellKey key =
                new CellKey(
                        filled(row, 0), filled(row, 1), filled(row, 3), metric, pairs(row.get(4)));
        Gathering.Found cell =
                gathering.cell(
                        key,
                        new Gathering.Head(
                                word(BackendClass.values(), BackendClass::id, row.get(2)),
                                Integer.parseInt(row.get(7)),
                                labels,
                                row.get(9)));
        if (!row.get(10).equals("measured")) {
            gathering.absent(
                    cell,
                    new Outcome.Absent(
                            word(Outcome.Kind.values(), Outcome.Kind::id, row.get(10)),
                            filled(row, 11),
                            row.get(12)));
            return;
        }
        double sample = Double.parseDouble(row.get(15));
        if (!Double.isFinite(sample)) {
            throw new Gathering.Unusable("the sample " + row.get(15) + " is not finite");
        }
        gathering.sample(
                cell, Integer.parseInt(row.get(13)), Integer.parseInt(row.get(14)), sample);
    }

    private static String filled(List<String> row, int column) {
        if (row.get(column).isEmpty()) {
            throw new Gathering.Unusable("the field " + COLUMNS.get(column) + " is empty");
        }
        return row.get(column);
    }

    private static <T> T word(
            T[] words, java.util.function.Function<T, String> spelling, String text) {
        for (T word : words) {
            if (spelling.apply(word).equals(text)) {
                return word;
            }
        }
        throw new Gathering.Unusable("'" + text + "' is not known");
    }

    /** Undoes what {@link #marked} did. */
    private static SortedMap<String, String> pairs(String text) {
        SortedMap<String, String> pairs = new TreeMap<>();
        StringBuilder part = new StringBuilder();
        @Nullable String name = null;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ';';
            if (c == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (c == '=' && name == null) {
                name = part.toString();
                part.setLength(0);
            } else if (c == ';') {
                if (name != null) {
                    pairs.put(name, part.toString());
                }
                name = null;
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        return pairs;
    }
}
