package tare.results.file;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFacts;
import tare.results.model.Label;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.Step;
import tare.results.model.Summary;
import tare.results.model.Tool;
import tare.results.model.Warning;

/** Writes the parts of the model, always in the same order and the same form. */
final class JsonOut {

    private final JsonGenerator json;

    JsonOut(JsonGenerator json) {
        this.json = json;
    }

    void tool(Tool tool) throws IOException {
        json.writeStartObject();
        json.writeStringField("version", tool.version());
        json.writeStringField("commit", tool.commit());
        json.writeObjectFieldStart("methods");
        for (Map.Entry<String, Integer> method : tool.methods().entrySet()) {
            json.writeNumberField(method.getKey(), method.getValue());
        }
        json.writeEndObject();
        strings("versions", tool.versions());
        json.writeEndObject();
    }

    void host(HostFacts host) throws IOException {
        json.writeStartObject();
        json.writeStringField("fingerprint", host.fingerprint());
        json.writeObjectFieldStart("facts");
        for (var fact : host.values().entrySet()) {
            json.writeStringField(fact.getKey().id(), fact.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    void plan(Plan plan) throws IOException {
        json.writeStartObject();
        json.writeNumberField("seed", plan.seed());
        json.writeStringField("profile", plan.profile());
        strings("experiments", plan.experiments());
        strings("backends", plan.backends());
        json.writeNumberField("rounds", plan.rounds());
        strings("parameters", plan.parameters());
        json.writeArrayFieldStart("steps");
        for (Step step : plan.steps()) {
            step(step);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    void step(Step step) throws IOException {
        json.writeStartObject();
        json.writeNumberField("round", step.round());
        json.writeNumberField("order", step.order());
        json.writeStringField("experiment", step.experiment());
        json.writeStringField("backend", step.backend());
        json.writeEndObject();
    }

    void warnings(List<Warning> warnings) throws IOException {
        json.writeStartArray();
        for (Warning warning : warnings) {
            json.writeStartObject();
            json.writeStringField("kind", Words.id(warning.kind()));
            json.writeStringField("detail", warning.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void cell(Cell cell) throws IOException {
        json.writeStartObject();
        head(cell.key(), cell.backendClass().id(), cell.method(), cell.labels(), cell.channel());
        if (cell.outcome() instanceof Outcome.Measured measured) {
            json.writeStringField("status", Words.MEASURED);
            json.writeArrayFieldStart("rounds");
            for (Round round : measured.rounds()) {
                round(round);
            }
            json.writeEndArray();
            json.writeFieldName("summary");
            summary(measured.summary());
        } else {
            absent((Outcome.Absent) cell.outcome());
        }
        json.writeEndObject();
    }

    void fragment(Fragment fragment) throws IOException {
        json.writeStartObject();
        head(
                fragment.key(),
                fragment.backendClass().id(),
                fragment.method(),
                fragment.labels(),
                fragment.channel());
        if (fragment.part() instanceof Fragment.Part.Samples samples) {
            json.writeStringField("status", Words.MEASURED);
            json.writeFieldName("samples");
            round(samples.round());
        } else {
            absent(((Fragment.Part.Absence) fragment.part()).why());
        }
        json.writeEndObject();
    }

    private void head(
            CellKey key, String backendClass, int method, Collection<Label> labels, String channel)
            throws IOException {
        json.writeStringField("experiment", key.experiment());
        json.writeStringField("backend", key.backend());
        json.writeStringField("class", backendClass);
        json.writeStringField("workload", key.workload());
        strings("parameters", key.parameters());
        json.writeStringField("metric", key.metric().id());
        json.writeStringField("unit", key.metric().unit().symbol());
        json.writeStringField("direction", key.metric().direction().id());
        json.writeNumberField("method", method);
        strings("labels", labels.stream().map(Label::id).toList());
        json.writeStringField("channel", channel);
    }

    private void absent(Outcome.Absent absent) throws IOException {
        json.writeStringField("status", absent.kind().id());
        json.writeStringField("reason", absent.reason());
        json.writeStringField("remedy", absent.remedy());
    }

    private void round(Round round) throws IOException {
        json.writeStartObject();
        json.writeNumberField("round", round.round());
        json.writeNumberField("order", round.order());
        double[] samples = round.samples().values();
        if (samples.length > SampleCodec.THRESHOLD) {
            if (samples.length > SampleCodec.LARGEST) {
                throw new IOException(
                        "a round has "
                                + samples.length
                                + " samples, the format holds "
                                + SampleCodec.LARGEST);
            }
            SampleCodec.Encoding encoding = SampleCodec.Encoding.of(samples);
            json.writeNumberField("count", samples.length);
            json.writeStringField("encoding", encoding.id());
            json.writeStringField("encodedSamples", SampleCodec.encode(samples, encoding));
        } else {
            json.writeArrayFieldStart("samples");
            for (double sample : samples) {
                number(sample);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void summary(Summary summary) throws IOException {
        json.writeStartObject();
        json.writeNumberField("count", summary.count());
        number("min", summary.min());
        number("p50", summary.p50());
        number("p90", summary.p90());
        number("p99", summary.p99());
        number("p999", summary.p999());
        number("max", summary.max());
        number("mean", summary.mean());
        json.writeStringField("estimator", summary.estimator());
        json.writeEndObject();
    }

    private void number(String name, double value) throws IOException {
        json.writeFieldName(name);
        number(value);
    }

    private void number(double value) throws IOException {
        if (SampleCodec.Encoding.whole(value)) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    private void strings(String name, Map<String, String> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> value : values.entrySet()) {
            json.writeStringField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }

    private void strings(String name, Collection<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
