package tare.results.file;

import static tare.results.file.JsonIn.required;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tare.results.model.HostFacts;
import tare.results.model.Plan;
import tare.results.model.Step;
import tare.results.model.Tool;
import tare.results.model.Warning;

/** The two kinds of line of a {@link RunJournal}. */
final class JournalLines {

    private static final String FORMAT = "tare-run";

    private JournalLines() {}

    /**
     * Every line but the first.
     *
     * @param step the step that it finishes; none for cells that belong to no step
     */
    record Line(@Nullable Step step, List<Fragment> fragments, List<Warning> warnings) {}

    static void header(JsonGenerator json, RunHeader header) throws IOException {
        JsonOut parts = new JsonOut(json);
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        json.writeNumberField("version", Words.MAJOR);
        json.writeStringField("createdAt", header.createdAt());
        json.writeFieldName("tool");
        parts.tool(header.tool());
        json.writeFieldName("host");
        parts.host(header.host());
        json.writeFieldName("plan");
        parts.plan(header.plan());
        json.writeEndObject();
    }

    static RunHeader header(JsonIn in) throws IOException {
        ModelIn model = new ModelIn(in);
        var read =
                new Object() {
                    @Nullable String format;
                    int version;
                    @Nullable String createdAt;
                    @Nullable Tool tool;
                    @Nullable HostFacts host;
                    @Nullable Plan plan;
                };
        in.object(
                name -> {
                    switch (name) {
                        case "format" -> read.format = in.string();
                        case "version" -> read.version = in.integer();
                        case "createdAt" -> read.createdAt = in.string();
                        case "tool" -> read.tool = model.tool();
                        case "host" -> read.host = model.host();
                        case "plan" -> read.plan = model.plan();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        if (!FORMAT.equals(read.format) || read.version != Words.MAJOR) {
            throw new JsonIn.Mismatch("its format is not " + FORMAT + " " + Words.MAJOR);
        }
        return new RunHeader(
                required(read.createdAt, "createdAt"),
                required(read.tool, "tool"),
                required(read.host, "host"),
                required(read.plan, "plan"));
    }

    static void record(JsonGenerator json, Line line) throws IOException {
        JsonOut parts = new JsonOut(json);
        json.writeStartObject();
        if (line.step() != null) {
            json.writeFieldName("step");
            parts.step(line.step());
        }
        json.writeArrayFieldStart("fragments");
        for (Fragment fragment : line.fragments()) {
            parts.fragment(fragment);
        }
        json.writeEndArray();
        json.writeFieldName("warnings");
        parts.warnings(line.warnings());
        json.writeEndObject();
    }

    static Line record(JsonIn in) throws IOException {
        ModelIn model = new ModelIn(in);
        CellIn cell = new CellIn(in);
        var read =
                new Object() {
                    @Nullable Step step;
                    List<Fragment> fragments = new ArrayList<>();
                    List<Warning> warnings = List.of();
                };
        in.object(
                name -> {
                    switch (name) {
                        case "step" -> read.step = model.step();
                        case "fragments" -> in.array(() -> read.fragments.add(cell.fragment()));
                        case "warnings" -> read.warnings = model.warnings();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        return new Line(read.step, read.fragments, read.warnings);
    }
}
