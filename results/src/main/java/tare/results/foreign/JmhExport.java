package tare.results.foreign;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import tare.results.file.JsonIn;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFact;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.Unit;
import tare.results.statistics.StudentInterval;

/**
 * A result as JMH 1.37 would write its own ({@code -rf json}), for tools that read that: one entry
 * for each measured cell of a duration, a round as a fork, a sample as an iteration. Errors and
 * percentiles are JMH's: Student's t at 99.9 % over all samples, percentiles of type 6. They are
 * too narrow where samples of a round resemble each other; Tare's own figures are in its result
 * file.
 */
public final class JmhExport {

    /** Name of every entry's group. */
    static final String PREFIX = "tare.";

    private static final double CONFIDENCE = 0.999;

    private static final double[] PERCENTS = {0, 50, 90, 95, 99, 99.9, 99.99, 99.999, 99.9999, 100};

    private final JsonGenerator json;
    private final RunResult result;

    private JmhExport(JsonGenerator json, RunResult result) {
        this.json = json;
        this.result = result;
    }

    /** Writes the document; the same result gives the same bytes. */
    public static void write(RunResult result, OutputStream out) throws IOException {
        JsonGenerator json = JsonIn.generator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setPrettyPrinter(
                new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
        new JmhExport(json, result).all();
        json.writeRaw('\n');
        json.close();
    }

    private void all() throws IOException {
        json.writeStartArray();
        for (Cell cell : result.cells()) {
            if (cell.key().metric().unit() == Unit.NANOSECONDS
                    && cell.outcome() instanceof Outcome.Measured measured) {
                entry(cell, measured);
            }
        }
        json.writeEndArray();
    }

    private void entry(Cell cell, Outcome.Measured measured) throws IOException {
        CellKey key = cell.key();
        json.writeStartObject();
        json.writeStringField("jmhVersion", "1.37");
        json.writeStringField("benchmark", PREFIX + key.experiment() + "." + key.metric().id());
        json.writeStringField("mode", key.metric() == Metric.OVERHEAD_SCORE ? "avgt" : "ss");
        json.writeNumberField("threads", 1);
        json.writeNumberField("forks", measured.rounds().size());
        json.writeStringField("jdkVersion", result.host().value(HostFact.JAVA_VERSION));
        json.writeStringField("vmName", "unknown");
        json.writeStringField(
                "vmVersion", result.tool().versions().getOrDefault("java", "unknown"));
        json.writeNumberField("warmupIterations", 0);
        json.writeStringField("warmupTime", "single-shot");
        json.writeNumberField("warmupBatchSize", 1);
        int most = measured.rounds().stream().mapToInt(r -> r.samples().count()).max().orElse(0);
        json.writeNumberField("measurementIterations", most);
        json.writeStringField("measurementTime", "single-shot");
        json.writeNumberField("measurementBatchSize", 1);
        json.writeObjectFieldStart("params");
        json.writeStringField("backend", key.backend());
        json.writeStringField("class", cell.backendClass().id());
        json.writeStringField("workload", key.workload());
        for (Map.Entry<String, String> parameter : key.parameters().entrySet()) {
            json.writeStringField("p." + parameter.getKey(), parameter.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("primaryMetric");
        metric(measured);
        json.writeEndObject();
        json.writeObjectFieldStart("secondaryMetrics");
        json.writeEndObject();
        json.writeEndObject();
    }

    private void metric(Outcome.Measured measured) throws IOException {
        double[] samples =
                measured.rounds().stream()
                        .flatMapToDouble(round -> Arrays.stream(round.samples().values()))
                        .toArray();
        double mean = measured.summary().mean();
        double error = StudentInterval.halfWidth(samples, CONFIDENCE);
        json.writeFieldName("score");
        number(mean);
        json.writeFieldName("scoreError");
        number(error);
        json.writeArrayFieldStart("scoreConfidence");
        number(mean - error);
        number(mean + error);
        json.writeEndArray();
        json.writeObjectFieldStart("scorePercentiles");
        Arrays.sort(samples);
        for (double percent : PERCENTS) {
            json.writeFieldName(Double.toString(percent));
            number(typeSix(samples, percent / 100));
        }
        json.writeEndObject();
        json.writeStringField("scoreUnit", "ns/op");
        json.writeArrayFieldStart("rawData");
        for (Round round : measured.rounds()) {
            json.writeStartArray();
            for (double sample : round.samples().values()) {
                json.writeNumber(sample);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** JMH writes what is no number as a string. */
    private void number(double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeString(Double.isNaN(value) ? "NaN" : value > 0 ? "+INF" : "-INF");
        }
    }

    /** The quantile of type 6, as JMH has it: linear between ranks of (n + 1) p. */
    private static double typeSix(double[] sorted, double p) {
        double h = (sorted.length + 1) * p;
        if (h < 1) {
            return sorted[0];
        }
        if (h >= sorted.length) {
            return sorted[sorted.length - 1];
        }
        int below = (int) h;
        return sorted[below - 1] + (h - below) * (sorted[below] - sorted[below - 1]);
    }
}
