package tare.results.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import tare.results.failure.OutputError;

/** Writes a file whole or not at all: into a temporary one, synchronised, then renamed. */
final class AtomicFile {

    private AtomicFile() {}

    /** Writes the content. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Private to its owner, where the file system knows owners. */
    static FileAttribute<?>[] privateMode(Path beside) {
        return beside.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /**
     * @throws OutputError if it cannot; a file that was there is then untouched
     */
    static void write(Path target, Content content) {
        Path temporary = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            Files.deleteIfExists(temporary);
            try (FileChannel channel =
                    FileChannel.open(
                            temporary,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            privateMode(target))) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(
                    temporary,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            forceDirectory(target);
        } catch (IOException e) {
            OutputError error =
                    new OutputError(
                            "cannot write the file",
                            target.toString(),
                            e.toString(),
                            "free space or choose another directory",
                            e);
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException undoing) {
                error.addSuppressed(undoing);
            }
            throw error;
        }
    }

    /** Makes a new, renamed or removed name durable. */
    static void forceDirectory(Path target) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
