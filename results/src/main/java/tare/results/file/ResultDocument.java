package tare.results.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFacts;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Tool;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/** The top level of a result file. */
final class ResultDocument {

    private static final List<String> FIELDS =
            List.of(
                    "format",
                    "version",
                    "id",
                    "createdAt",
                    "state",
                    "tool",
                    "host",
                    "plan",
                    "cells",
                    "warnings");

    private final JsonIn in;
    private final ModelIn model;
    private final CellIn cellIn;
    private final List<Cell> cells = new ArrayList<>();
    private final Set<CellKey> keys = new HashSet<>();
    private final List<JsonIn.Complaint> places = new ArrayList<>();
    private @Nullable String format;
    private @Nullable String version;
    private @Nullable String id;
    private @Nullable String createdAt;
    private @Nullable RunState state;
    private @Nullable Tool tool;
    private @Nullable HostFacts host;
    private @Nullable Plan plan;
    private List<Warning> warnings = List.of();

    ResultDocument(JsonIn in) {
        this.in = in;
        this.model = new ModelIn(in);
        this.cellIn = new CellIn(in);
    }

    /** A file of a later major version. */
    static final class NewerFormat extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NewerFormat(String version) {
            super(version);
        }
    }

    /** Reads all of it, and requires that nothing follows. */
    ResultReader.Read read() throws IOException {
        in.begin();
        in.object(this::field, FIELDS);
        in.end();
        return finish(in.unknownFields());
    }

    /** Where each cell of the result stands; empty unless read strictly. */
    List<JsonIn.Complaint> places() {
        return places;
    }

    private boolean field(String name) throws IOException {
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
        if (in.strict()) {
            places.add(in.here(""));
        }
        Cell cell = cellIn.cell();
        if (cell == null) {
            in.passOver();
            return;
        }
        if (!keys.add(cell.key())) {
            throw new JsonIn.Mismatch("two cells have the key " + cell.key());
        }
        cells.add(cell);
    }

    private ResultReader.Read finish(int unknownFields) {
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
        List<Warning> notes = new ArrayList<>();
        note(notes, unknownFields, "fields are unknown to this Tare");
        note(notes, in.passedOver(), "cells or warnings are known to a newer Tare only");
        return new ResultReader.Read(result, notes);
    }

    private void note(List<Warning> notes, int count, String what) {
        if (count > 0) {
            notes.add(
                    new Warning(
                            WarningKind.DISCARDED,
                            count + " " + what + " (format " + version + ")"));
        }
    }

    private static String format(String format) {
        if (!format.equals(Words.FORMAT)) {
            throw new JsonIn.Mismatch("its format is '" + format + "'");
        }
        return format;
    }

    private String version(String version) {
        if (!version.matches("[0-9]{1,6}\\.[0-9]{1,6}")) {
            throw new JsonIn.Mismatch("'" + version + "' is no version");
        }
        int point = version.indexOf('.');
        int major = Integer.parseInt(version.substring(0, point));
        if (major > Words.MAJOR) {
            throw new NewerFormat(version);
        }
        if (major < Words.MAJOR) {
            throw new JsonIn.Mismatch("there never was a version " + version);
        }
        if (Integer.parseInt(version.substring(point + 1)) > Words.MINOR) {
            in.newer();
        }
        return version;
    }
}
