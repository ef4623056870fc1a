package tare.results.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tare.results.failure.InputError;
import tare.results.model.Cell;
import tare.results.model.Outcome;
import tare.results.model.RunResult;

/**
 * Holds a result file against the format: what {@code result.schema.json} says, and what no schema
 * can say: that the id is the content's, that summaries are those of the samples, that cells are
 * sorted. Reads once, from front to back.
 */
public final class ResultValidator {

    private static final String SHA256 = "[0-9a-f]{64}";

    /**
     * Something that is wrong with a file.
     *
     * @param line from 1
     * @param column from 1
     * @param pointer JSON Pointer (RFC 6901) of the place
     * @param reason in a sentence without a full stop
     */
    public record Finding(long line, long column, String pointer, String reason) {}

    /**
     * What is to be said of a file.
     *
     * @param findings in the order of the file; none for a valid one
     * @param result what was read; nothing where reading ended early
     */
    public record Checked(List<Finding> findings, Optional<RunResult> result) {
        public Checked {
            findings = List.copyOf(findings);
        }

        /** Whether nothing is wrong. */
        public boolean valid() {
            return findings.isEmpty();
        }
    }

    /**
     * Checks a file.
     *
     * @throws InputError if it cannot be read at all: it is missing, no regular file, too large, or
     *     needs more memory than there is
     */
    public Checked check(Path file) {
        try {
            ResultReader.requirePlausible(file);
            try (InputStream stream = Files.newInputStream(file)) {
                return check(stream);
            }
        } catch (IOException e) {
            throw new InputError(
                    "cannot read the result file",
                    file.toString(),
                    e.toString(),
                    "look whether the path is right",
                    e);
        } catch (OutOfMemoryError e) {
            throw ResultReader.needsMemory(file, e);
        }
    }

    /** Checks a stream. */
    static Checked check(InputStream stream) throws IOException {
        List<JsonIn.Complaint> complaints = new ArrayList<>();
        try (JsonParser parser = JsonIn.FACTORY.createParser(stream)) {
            JsonIn in = new JsonIn(parser, complaints);
            ResultDocument document = new ResultDocument(in);
            try {
                RunResult result = document.read().result();
                if (in.isNewer()) {
                    // What only a newer Tare knows, this one cannot hold against the format.
                    complaints.clear();
                } else {
                    content(result, document.places(), complaints);
                }
                return new Checked(findings(complaints), Optional.of(result));
            } catch (ResultDocument.NewerFormat e) {
                complaints.add(in.here("it is of the newer format " + e.getMessage()));
            } catch (JsonProcessingException e) {
                JsonLocation at = e.getLocation();
                JsonIn.Complaint here = in.here(e.getOriginalMessage());
                complaints.add(
                        at == null
                                ? here
                                : new JsonIn.Complaint(
                                        at.getLineNr(),
                                        at.getColumnNr(),
                                        here.pointer(),
                                        here.reason()));
            } catch (JsonIn.Mismatch | Words.UnknownWord | IllegalArgumentException e) {
                complaints.add(in.here(String.valueOf(e.getMessage())));
            }
        } catch (CharConversionException e) {
            complaints.add(new JsonIn.Complaint(1, 1, "", "it is no text: " + e.getMessage()));
        }
        return new Checked(findings(complaints), Optional.empty());
    }

    private static List<Finding> findings(List<JsonIn.Complaint> complaints) {
        return complaints.stream()
                .sorted(
                        Comparator.comparingLong(JsonIn.Complaint::line)
                                .thenComparingLong(JsonIn.Complaint::column))
                .map(c -> new Finding(c.line(), c.column(), c.pointer(), c.reason()))
                .toList();
    }

    /** What a result must say of itself. */
    private static void content(
            RunResult result, List<JsonIn.Complaint> places, List<JsonIn.Complaint> complaints) {
        String id = ResultWriter.id(result.plan(), result.cells());
        if (!result.id().equals(id)) {
            complaints.add(
                    top(
                            "/id",
                            "it is not the hash of plan and cells, which is "
                                    + id
                                    + ": the file was changed after it was written"));
        }
        if (!result.host().fingerprint().matches(SHA256)) {
            complaints.add(top("/host/fingerprint", "it is no SHA-256 in hexadecimal"));
        }
        try {
            Instant.parse(result.createdAt());
        } catch (DateTimeParseException e) {
            complaints.add(top("/createdAt", "it is no time in UTC as in ISO 8601"));
        }
        for (int i = 0; i < result.cells().size(); i++) {
            Cell cell = result.cells().get(i);
            if (i > 0 && result.cells().get(i - 1).key().compareTo(cell.key()) > 0) {
                complaints.add(at(places.get(i), "", "cells are not sorted by their keys"));
            }
            if (cell.outcome() instanceof Outcome.Measured measured
                    && (measured.rounds().isEmpty()
                            || measured.rounds().stream().anyMatch(r -> r.samples().count() == 0)
                            || !Summaries.of(measured.rounds()).equals(measured.summary()))) {
                complaints.add(
                        at(places.get(i), "/summary", "it is not the summary of these samples"));
            }
        }
    }

    private static JsonIn.Complaint top(String pointer, String reason) {
        return new JsonIn.Complaint(1, 1, pointer, reason);
    }

    private static JsonIn.Complaint at(JsonIn.Complaint place, String below, String reason) {
        return new JsonIn.Complaint(place.line(), place.column(), place.pointer() + below, reason);
    }
}
