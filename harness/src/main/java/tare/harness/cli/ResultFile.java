package tare.harness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import tare.results.file.ResultReader;
import tare.results.model.RunResult;

/** A result that a command was given: the file itself, or the directory of a run. */
final class ResultFile {

    private static final String NAME = "result.json";

    private ResultFile() {}

    /**
     * Reads it, and tells of what could not be used.
     *
     * @throws tare.results.failure.InputError if it cannot be read
     */
    static RunResult read(Path given, Console console) {
        Path file = Files.isDirectory(given) ? given.resolve(NAME) : given;
        ResultReader.Read read = new ResultReader().read(file);
        read.warnings()
                .forEach(
                        w ->
                                console.err()
                                        .println(
                                                "warning: "
                                                        + w.kind().sentence()
                                                        + ": "
                                                        + w.detail()));
        return read.result();
    }
}
