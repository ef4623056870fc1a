package tare.results.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import tare.results.gate.GateLine;
import tare.results.gate.GateReport;
import tare.results.gate.LimitLine;

/** What a gate found, as one document for programs. */
public final class GateJson {

    private GateJson() {}

    /** The document, with a line break at its end. */
    public static String of(GateReport report) {
        ObjectNode root = ComparisonText.document();
        root.put("format", "tare-gate");
        root.put("version", "1.0");
        root.put("verdict", report.verdict().word());
        root.put("reference", report.referenceId());
        root.put("other", report.otherId());
        root.put("paired", report.paired());
        root.put("alpha", report.alpha());
        root.put("repeat", report.repeat());
        report.troubles().forEach(root.putArray("troubles")::add);
        ComparisonText.differences(root, report.differences());
        ArrayNode lines = root.putArray("lines");
        report.lines().forEach(line -> line(lines.addObject(), line));
        ArrayNode limits = root.putArray("limits");
        for (LimitLine limit : report.limits()) {
            ObjectNode node = limits.addObject();
            Documents.key(node, limit.key(), limit.limit().selector().quantile());
            node.put("limit", limit.limit().amount());
            node.put("verdict", limit.verdict().word());
            node.put("reason", limit.reason());
        }
        return ComparisonText.text(root);
    }

    private static void line(ObjectNode node, GateLine line) {
        Documents.key(node, line.key(), line.quantile());
        node.put("gated", line.gated());
        node.put("verdict", line.judgement().verdict().word());
        node.put("reason", line.judgement().reason());
        line.figures()
                .ifPresent(
                        figures -> {
                            Documents.figures(node, figures.sides(), figures.sides().test());
                            node.put("worseRatio", figures.worse().ratio());
                            node.put("pAdjusted", line.adjustedP());
                            node.put("threshold", figures.threshold().share());
                            node.put("thresholdSetBy", figures.threshold().setBy().words());
                            Documents.number(node, "noiseFloor", figures.threshold().floor());
                            Documents.number(node, "detectable", figures.detectable());
                            Documents.number(node, "s95", figures.smallestFailing());
                            if (figures.roundsForFive() == Integer.MAX_VALUE) {
                                node.putNull("roundsForFivePercent");
                            } else {
                                node.put("roundsForFivePercent", figures.roundsForFive());
                            }
                        });
        line.waiver()
                .ifPresent(
                        waiver ->
                                node.putObject("waiver")
                                        .put("reason", waiver.reason())
                                        .put("expires", waiver.expires().toString()));
        line.notes().forEach(node.putArray("notes")::add);
    }
}
