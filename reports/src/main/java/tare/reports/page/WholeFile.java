package tare.reports.page;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import tare.results.failure.OutputError;

/**
 * Writes a file whole or not at all: into a new file beside the target, which then takes the
 * target's place.
 */
final class WholeFile {

    /** The owner alone: a run's host facts are not everybody's business. */
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private WholeFile() {}

    /**
     * Writes bytes.
     *
     * @param target replaced if it exists
     * @throws OutputError if it cannot
     */
    static void write(Path target, byte[] content) {
        write(target, stream -> stream.write(content));
    }

    /** What writes a file's content. */
    @FunctionalInterface
    interface Content {
        void to(OutputStream stream) throws IOException;
    }

    /** The same for what is better not held in memory. */
    static void write(Path target, Content content) {
        Path whole = target.toAbsolutePath();
        Path folder = whole.getParent();
        try {
            if (folder == null || Files.isDirectory(whole)) {
                throw new IOException("it is a directory");
            }
            // A fresh name, opened exclusively: a link laid in a shared folder is not followed.
            Path fresh = Files.createTempFile(folder, ".report-", ".part", PRIVATE);
            try {
                try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(fresh))) {
                    content.to(stream);
                }
                Files.move(
                        fresh,
                        whole,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException failure) {
            throw new OutputError(
                    "The report could not be written",
                    target.toString(),
                    failure.toString(),
                    "make room or choose another file; tare report draws it again from the result",
                    failure);
        }
    }
}
