package tare.harness.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import tare.results.gate.Selector;
import tare.results.history.History;
import tare.results.history.Trend;
import tare.results.statistics.ChangePoint;

/** A history as one document for programs. */
final class HistoryJson {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private HistoryJson() {}

    static String of(History history, int newest) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", "tare-history");
        root.put("version", "1.0");
        root.put("results", history.results());
        root.put("added", history.added());
        history.troubles().forEach(root.putArray("troubles")::add);
        history.notes().forEach(root.putArray("notes")::add);
        var trends = root.putArray("trends");
        for (Trend trend : history.trends()) {
            trend(trends.addObject(), trend, newest);
        }
        try {
            return MAPPER.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void trend(ObjectNode node, Trend trend, int newest) {
        node.put("host", trend.fingerprint());
        node.put("hostLine", trend.hostLine());
        node.put("experiment", trend.key().experiment());
        node.put("backend", trend.key().backend());
        node.put("workload", trend.key().workload());
        node.put("metric", trend.key().metric().id());
        node.put("unit", trend.key().metric().unit().symbol());
        node.put("quantile", Selector.quantileName(trend.quantile()));
        node.put("method", trend.method());
        ObjectNode parameters = node.putObject("parameters");
        trend.key().parameters().forEach(parameters::put);
        node.put("enough", trend.longEnough());
        node.put("worsened", trend.worsened(newest));
        var points = node.putArray("points");
        for (Trend.Point point : trend.points()) {
            points.addObject()
                    .put("createdAt", point.createdAt())
                    .put("id", point.id())
                    .put("tare", point.version())
                    .put("value", point.value());
        }
        var changes = node.putArray("changes");
        for (ChangePoint change : trend.changes()) {
            ObjectNode found = changes.addObject();
            found.put("index", change.index());
            found.put("createdAt", trend.points().get(change.index()).createdAt());
            found.put("before", change.before());
            found.put("after", change.after());
            if (Double.isFinite(change.share())) {
                found.put("share", change.share());
            } else {
                found.putNull("share");
            }
            found.put("p", change.p());
            found.put("worse", trend.worse(change));
        }
    }
}
