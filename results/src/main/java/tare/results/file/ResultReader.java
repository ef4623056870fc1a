package tare.results.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Larger files are refused: no run makes one. */
    static final long LARGEST_BYTES = 512L << 20;

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
            long size = Files.size(file);
            if (size > LARGEST_BYTES) {
                throw error(file, "it has " + size + " bytes, at most " + LARGEST_BYTES, null);
            }
            try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
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

    private static Read read(InputStream stream, Path file) throws IOException {
        try (JsonParser parser = JsonIn.FACTORY.createParser(stream)) {
            JsonIn in = new JsonIn(parser);
            try {
                in.begin();
                Document document = new Document(in);
                in.object(document::field);
                in.end();
                return document.finish(in.unknownFields());
            } catch (JsonProcessingException e) {
                throw error(file, e.getOriginalMessage() + " (" + in.where() + ")", e);
            } catch (JsonIn.Mismatch | Words.UnknownWord | IllegalArgumentException e) {
                throw error(file, e.getMessage() + " (" + in.where() + ")", e);
            }
        }
    }

    private static InputError error(Path file, String why, @Nullable Exception cause) {
        return new InputError(
                "this is no result file of Tare", file.toString(), why, REMEDY, cause);
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
            if (major != Words.MAJOR) {
                throw new JsonIn.Mismatch(
                        "its format has version "
                                + version
                                + ", this Tare reads version "
                                + Words.MAJOR
                                + (major > Words.MAJOR ? ": a newer Tare is needed" : ""));
            }
            return version;
        }
    }
}
