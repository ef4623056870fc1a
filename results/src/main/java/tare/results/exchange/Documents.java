package tare.results.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import tare.results.comparison.Contrast;
import tare.results.gate.Amount;
import tare.results.gate.Selector;
import tare.results.model.CellKey;
import tare.results.statistics.RatioTest;

/** What several documents say alike. */
final class Documents {

    private Documents() {}

    static void key(ObjectNode node, CellKey key, double quantile) {
        node.put("experiment", key.experiment());
        node.put("backend", key.backend());
        node.put("workload", key.workload());
        node.put("metric", key.metric().id());
        node.put("unit", key.metric().unit().symbol());
        node.put("quantile", Selector.quantileName(quantile));
        ObjectNode parameters = node.putObject("parameters");
        key.parameters().forEach(parameters::put);
    }

    static void figures(ObjectNode node, Contrast.Figures figures, RatioTest test) {
        number(node, "reference", figures.reference());
        number(node, "other", figures.other());
        number(node, "ratio", test.ratio());
        number(node, "low", test.low());
        number(node, "high", test.high());
        node.put("interval", test.method().words());
        node.put("p", test.p());
        node.put("referenceRounds", test.referenceRounds());
        node.put("otherRounds", test.otherRounds());
        node.put("referenceSamples", figures.referenceSamples());
        node.put("otherSamples", figures.otherSamples());
        node.put("paired", test.paired());
    }

    /** JSON has no infinity: what is not finite is null. */
    static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    static String ratio(RatioTest test) {
        return test.logError() >= 0
                ? String.format(
                        Locale.ROOT, "%.3f (%.3f to %.3f)", test.ratio(), test.low(), test.high())
                : String.format(Locale.ROOT, "%.3f (one round)", test.ratio());
    }

    static String chance(double p) {
        return p < 1e-4 ? "<0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }

    static String share(double share) {
        return Double.isFinite(share) ? Amount.percent(share) : "-";
    }
}
