package tare.results.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tare.results.comparison.CellComparison;
import tare.results.comparison.Comparison;
import tare.results.comparison.Contrast;
import tare.results.comparison.Difference;
import tare.results.gate.Amount;
import tare.results.model.Unit;

/** A comparison in words: for a terminal, as Markdown, CSV or JSON. */
public final class ComparisonText {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final double ALPHA = 0.05;
    private static final double POWER = 0.8;

    private ComparisonText() {}

    /** For a terminal. */
    public static String plain(Comparison comparison) {
        StringBuilder text = new StringBuilder(circumstances(comparison));
        text.append('\n').append(rows(comparison).plain());
        return text.append('\n').append(caption(comparison)).append('\n').toString();
    }

    /** For a comment on a change. */
    public static String markdown(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        for (String line : circumstances(comparison).split("\n", -1)) {
            text.append(Rows.escaped(line)).append("  \n");
        }
        text.append('\n').append(rows(comparison).markdown());
        return text.append('\n').append(caption(comparison)).append('\n').toString();
    }

    /** One line for each cell, figures in the metric's unit. */
    public static String csv(Comparison comparison) {
        List<List<String>> body = new ArrayList<>();
        for (CellComparison cell : comparison.cells()) {
            List<String> row = new ArrayList<>();
            row.add(cell.key().experiment());
            row.add(cell.key().backend());
            row.add(cell.key().workload());
            row.add(cell.key().metric().id());
            row.add(parameters(cell));
            row.add(cell.key().metric().unit().symbol());
            if (cell.contrast() instanceof Contrast.Figures figures) {
                var test = figures.test();
                for (double value :
                        new double[] {
                            figures.reference(),
                            figures.other(),
                            test.ratio(),
                            test.low(),
                            test.high(),
                            test.p(),
                            cell.adjustedP(),
                            test.detectable(ALPHA, POWER)
                        }) {
                    row.add(Double.toString(value));
                }
                row.add(String.valueOf(test.referenceRounds()));
                row.add(String.valueOf(test.otherRounds()));
                row.add("");
            } else {
                row.addAll(List.of("", "", "", "", "", "", "", "", "", ""));
                row.add(((Contrast.Unknown) cell.contrast()).reason());
            }
            body.add(row);
        }
        return new Rows(
                        List.of(
                                "experiment",
                                "backend",
                                "workload",
                                "metric",
                                "parameters",
                                "unit",
                                "reference",
                                "other",
                                "ratio",
                                "low",
                                "high",
                                "p",
                                "p_adjusted",
                                "detectable",
                                "rounds_reference",
                                "rounds_other",
                                "reason"),
                        body)
                .csv();
    }

    /** One document. */
    public static String json(Comparison comparison) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", "tare-comparison");
        root.put("version", "1.0");
        root.put("reference", comparison.referenceId());
        root.put("other", comparison.otherId());
        root.put("comparable", comparison.comparability().comparable());
        root.put("paired", comparison.paired());
        differences(root, comparison.comparability().differences());
        ArrayNode cells = root.putArray("cells");
        for (CellComparison cell : comparison.cells()) {
            ObjectNode node = cells.addObject();
            Documents.key(node, cell.key(), cell.quantile());
            if (cell.contrast() instanceof Contrast.Figures figures) {
                Documents.figures(node, figures, figures.test());
                node.put("pAdjusted", cell.adjustedP());
                Documents.number(node, "detectable", figures.test().detectable(ALPHA, POWER));
            } else {
                node.put("reason", ((Contrast.Unknown) cell.contrast()).reason());
            }
            cell.notes().forEach(node.putArray("notes")::add);
        }
        return text(root);
    }

    static String text(ObjectNode root) {
        try {
            return MAPPER.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode document() {
        return MAPPER.createObjectNode();
    }

    static void differences(ObjectNode root, List<Difference> differences) {
        ArrayNode array = root.putArray("differences");
        for (Difference difference : differences) {
            array.addObject()
                    .put("name", difference.name())
                    .put("reference", difference.reference())
                    .put("other", difference.other())
                    .put("effect", difference.effect().name().toLowerCase(Locale.ROOT));
        }
    }

    private static String circumstances(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        text.append(
                comparison.comparability().comparable()
                        ? "The two results are comparable.\n"
                        : "The two results are NOT comparable: read the ratios with that in mind.\n");
        comparison
                .comparability()
                .differences()
                .forEach(d -> text.append("  ").append(d.sentence()).append('\n'));
        return text.toString();
    }

    private static Rows rows(Comparison comparison) {
        List<List<String>> body = new ArrayList<>();
        for (CellComparison cell : comparison.cells()) {
            body.add(row(cell));
        }
        return new Rows(
                List.of(
                        "cell",
                        "reference",
                        "other",
                        "ratio (95 %)",
                        "p",
                        "adjusted",
                        "detectable",
                        "rounds",
                        "notes"),
                body);
    }

    private static List<String> row(CellComparison cell) {
        String name =
                cell.key().experiment()
                        + "/"
                        + cell.key().backend()
                        + "/"
                        + cell.key().metric().id()
                        + (parameters(cell).isEmpty() ? "" : " " + parameters(cell));
        String notes = String.join(", ", cell.notes());
        if (!(cell.contrast() instanceof Contrast.Figures figures)) {
            String reason = ((Contrast.Unknown) cell.contrast()).reason();
            return List.of(name, "", "", "not compared", "", "", "", "", reason);
        }
        Unit unit = cell.key().metric().unit();
        var test = figures.test();
        boolean same = test.referenceRounds() == test.otherRounds();
        return List.of(
                name,
                Amount.text(figures.reference(), unit),
                Amount.text(figures.other(), unit),
                Documents.ratio(test),
                Documents.chance(test.p()),
                Documents.chance(cell.adjustedP()),
                Documents.share(test.detectable(ALPHA, POWER)),
                test.referenceRounds() + (same ? "" : "/" + test.otherRounds()),
                notes);
    }

    private static String parameters(CellComparison cell) {
        return String.join(
                " ",
                cell.key().parameters().entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList());
    }

    private static String caption(Comparison comparison) {
        return "Medians; ratio other / reference with its 95 % interval, the unit is the round"
                + (comparison.paired() ? ", paired" : ", sides measured apart")
                + ";\np by permutation over rounds, adjusted by Benjamini and Hochberg; detectable:"
                + " at p 0.05 with a chance of 80 %.\n\"No difference\" is never shown: the"
                + " interval says how large a missed one may be.";
    }
}
