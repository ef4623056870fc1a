package tare.results.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tare.results.failure.InputError;
import tare.results.model.RunResult;
import tare.results.model.Warning;

/** Reads result files of this major version, from any machine and any minor version. */
public final class ResultReader {

    /** What helps where results do not fit into memory. */
    public static final String MORE_MEMORY =
            "give Java more where there is so much, as JAVA_TOOL_OPTIONS=-Xmx4g does";

    private static final String REMEDY = "look whether the file is whole, or measure again";

    /**
     * A result, and what of its file could not be used.
     *
     * @param warnings for example unknown fields of a newer minor version
     */
    public record Read(RunResult result, List<Warning> warnings) {
        public Read {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Reads a file.
     *
     * @throws InputError if it is missing, truncated, foreign, damaged, of a newer major version,
     *     or needs more memory than there is
     */
    public Read read(Path file) {
        try {
            requirePlausible(file);
            try (InputStream stream = Files.newInputStream(file)) {
                return read(stream, file);
            }
        } catch (IOException e) {
            throw new InputError(
                    "cannot read the result file",
                    file.toString(),
                    e.toString(),
                    "look whether the path is right; a run writes result.json at its end",
                    e);
        } catch (OutOfMemoryError e) {
            throw needsMemory(file, e);
        }
    }

    /** What was read of the file is given up by now, so that this can be said. */
    static InputError needsMemory(Path file, OutOfMemoryError cause) {
        long most = Runtime.getRuntime().maxMemory() >> 20;
        return new InputError(
                "the result file needs more memory than Java may use",
                file.toString(),
                "what it holds does not fit into the "
                        + most
                        + " MiB that Java may use here: "
                        + cause.getMessage(),
                MORE_MEMORY,
                cause);
    }

    /** A pipe or a device would be read for ever, an endless file until memory is full. */
    static void requirePlausible(Path file) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        if (!facts.isRegularFile()) {
            throw error(file, "it is no regular file", null);
        }
        if (facts.size() > JsonIn.LARGEST_BYTES) {
            throw error(
                    file,
                    "it has "
                            + facts.size()
                            + " bytes, at most "
                            + JsonIn.LARGEST_BYTES
                            + " are read",
                    null);
        }
    }

    /** Reads a stream; the file is named in errors. */
    static Read read(InputStream stream, Path file) throws IOException {
        try (JsonParser parser = JsonIn.FACTORY.createParser(stream)) {
            JsonIn in = new JsonIn(parser);
            try {
                return new ResultDocument(in).read();
            } catch (ResultDocument.NewerFormat e) {
                throw new InputError(
                        "the result file is of a newer format",
                        file.toString(),
                        "it has version "
                                + e.getMessage()
                                + ", this Tare reads "
                                + Words.MAJOR
                                + ".x",
                        "read it with the Tare that wrote it, or a newer one",
                        e);
            } catch (JsonProcessingException e) {
                throw error(file, e.getOriginalMessage() + " (" + in.where() + ")", e);
            } catch (JsonIn.Mismatch | Words.UnknownWord | IllegalArgumentException e) {
                throw error(file, e.getMessage() + " (" + in.where() + ")", e);
            }
        } catch (CharConversionException e) {
            throw error(file, "it is no text: " + e.getMessage(), e);
        }
    }

    static InputError error(Path file, String why, @Nullable Exception cause) {
        return new InputError(
                "this is no result file of Tare", file.toString(), why, REMEDY, cause);
    }
}
