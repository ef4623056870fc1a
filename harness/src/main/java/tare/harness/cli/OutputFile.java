package tare.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tare.results.failure.OutputError;

/** Writes what a command made beside its output: whole, or not at all. */
final class OutputFile {

    private OutputFile() {}

    /**
     * Writes a text; a file that was there is replaced.
     *
     * @throws OutputError if it cannot
     */
    static void write(Path file, String text) {
        Path directory = file.toAbsolutePath().getParent();
        try {
            Path temporary = Files.createTempFile(directory, ".tare", ".part");
            try {
                Files.writeString(temporary, text);
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new OutputError(
                    "cannot write the file",
                    file.toString(),
                    e.toString(),
                    "look whether the directory exists and has room",
                    e);
        }
    }
}
