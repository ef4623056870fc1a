package tare.results.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import tare.results.model.Cell;
import tare.results.model.Plan;
import tare.results.model.RunResult;

/** Writes result files: the same result gives the same bytes. */
public final class ResultWriter {

    /** The version of the format that is written. */
    public static final String VERSION = Words.MAJOR + "." + Words.MINOR;

    /**
     * Writes a file, whole or not at all.
     *
     * @throws tare.results.failure.OutputError if it cannot
     */
    public void write(RunResult result, Path file) {
        AtomicFile.write(file, out -> write(result, out));
    }

    /** SHA-256 in hexadecimal over the canonical form of plan and cells. */
    public static String id(Plan plan, List<Cell> cells) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (OutputStream out =
                            new DigestOutputStream(OutputStream.nullOutputStream(), digest);
                    JsonGenerator json = JsonIn.FACTORY.createGenerator(out)) {
                JsonOut parts = new JsonOut(json);
                json.writeStartArray();
                parts.plan(plan);
                for (Cell cell : cells) {
                    parts.cell(cell);
                }
                json.writeEndArray();
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void write(RunResult result, OutputStream out) throws IOException {
        JsonGenerator json = JsonIn.FACTORY.createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        // Not the platform's line ends: the same result gives the same bytes everywhere.
        json.setPrettyPrinter(
                new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
        JsonOut parts = new JsonOut(json);
        json.writeStartObject();
        json.writeStringField("format", Words.FORMAT);
        json.writeStringField("version", VERSION);
        json.writeStringField("id", result.id());
        json.writeStringField("createdAt", result.createdAt());
        json.writeStringField("state", result.state().id());
        json.writeFieldName("tool");
        parts.tool(result.tool());
        json.writeFieldName("host");
        parts.host(result.host());
        json.writeFieldName("plan");
        parts.plan(result.plan());
        json.writeArrayFieldStart("cells");
        for (Cell cell : result.cells()) {
            parts.cell(cell);
        }
        json.writeEndArray();
        json.writeFieldName("warnings");
        parts.warnings(result.warnings());
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }
}
