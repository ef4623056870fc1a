package tare.harness.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import tare.results.failure.OutputError;

/** A file that a command is about to make: one that is there already is never replaced. */
final class NewFile {

    private NewFile() {}

    /**
     * Requires that the name is free.
     *
     * @throws OutputError if something has it
     */
    static Path require(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new OutputError(
                    "the target exists already",
                    file.toString(),
                    "it would be replaced",
                    "choose another name for --out");
        }
        return file;
    }
}
