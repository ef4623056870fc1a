package tare.results.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tare.results.failure.InputError;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFacts;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Tool;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/** Reads result files of this major version, from any machine and any minor version. */
public final class ResultReader {

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
     * @throws InputError if it is missing, truncated, foreign, damaged, or of a newer major version
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
        }
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
                in.begin();
                Document document = new Document(in);
                in.object(document::field);
                in.end();
                return document.finish(in.unknownFields());
            } catch (NewerFormat e) {
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

    private static InputError error(Path file, String why, @Nullable Exception cause) {
        return new InputError(
                "this is no result file of Tare", file.toString(), why, REMEDY, cause);
    }

    /** A file of a later major version. */
    private static final class NewerFormat extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NewerFormat(String version) {
            super(version);
        }
    }

    /** The top level of a file. */
    private static final class Document {

        private final JsonIn in;
        private final ModelIn model;
        private final CellIn cellIn;
        private final List<Cell> cells = new ArrayList<>();
        private final Set<CellKey> keys = new HashSet<>();
        private @Nullable String format;
        private @Nullable String version;
        private @Nullable String id;
        private @Nullable String createdAt;
        private @Nullable RunState state;
        private @Nullable Tool tool;
        private @Nullable HostFacts host;
        private @Nullable Plan plan;
        private List<Warning> warnings = List.of();

        Document(JsonIn in) {
            this.in = in;
            this.model = new ModelIn(in);
            this.cellIn = new CellIn(in);
        }

        boolean field(String name) throws IOException {
            switch (name) {
                case "format" -> format = format(in.string());
                case "version" -> version = version(in.string());
                case "id" -> id = in.string();
                case "createdAt" -> createdAt = in.string();
                case "state" -> state = Words.state(in.string());
                case "tool" -> tool = model.tool();
                case "host" -> host = model.host();
                case "plan" -> plan = model.plan();
                case "cells" -> in.array(this::cell);
                case "warnings" -> warnings = model.warnings();
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void cell() throws IOException {
            Cell cell = cellIn.cell();
            if (!keys.add(cell.key())) {
                throw new JsonIn.Mismatch("two cells have the key " + cell.key());
            }
            cells.add(cell);
        }

        Read finish(int unknownFields) {
            JsonIn.required(format, "format");
            JsonIn.required(version, "version");
            RunResult result =
                    new RunResult(
                            JsonIn.required(id, "id"),
                            JsonIn.required(createdAt, "createdAt"),
                            JsonIn.required(state, "state"),
                            JsonIn.required(tool, "tool"),
                            JsonIn.required(host, "host"),
                            JsonIn.required(plan, "plan"),
                            cells,
                            warnings);
            List<Warning> notes =
                    unknownFields == 0
                            ? List.of()
                            : List.of(
                                    new Warning(
                                            WarningKind.DISCARDED,
                                            unknownFields
                                                    + " fields are unknown to this Tare (format "
                                                    + version
                                                    + ")"));
            return new Read(result, notes);
        }

        private static String format(String format) {
            if (!format.equals(Words.FORMAT)) {
                throw new JsonIn.Mismatch("its format is '" + format + "'");
            }
            return format;
        }

        private static String version(String version) {
            if (!version.matches("[0-9]{1,6}\\.[0-9]{1,6}")) {
                throw new JsonIn.Mismatch("'" + version + "' is no version");
            }
            int major = Integer.parseInt(version.substring(0, version.indexOf('.')));
            if (major > Words.MAJOR) {
                throw new NewerFormat(version);
            }
            if (major < Words.MAJOR) {
                throw new JsonIn.Mismatch("there never was a version " + version);
            }
            return version;
        }
    }
}
