package tare.harness.backend.recorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import tare.workloads.stamp.Stamp;

/**
 * The programs that stand in the places of a daemon's shim and runtime, and write to one log.
 *
 * @param directory absolute; private to one daemon, which must see it under the same path
 */
public record Recorder(Path directory) {

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** As which containerd looks for its shim in the directories of PATH. */
    public static final String SHIM = "containerd-shim-runc-v2";

    /**
     * Writes them into a new directory.
     *
     * @param shim what the shim's recorder becomes; absolute, as {@code runtime}
     * @param runtime what the runtime's recorder becomes
     * @throws IOException if they cannot be written
     */
    public static Recorder make(Path directory, Path shim, Path runtime) throws IOException {
        Recorder made = new Recorder(directory);
        Files.createDirectory(directory, PRIVATE);
        Files.createDirectory(made.search(), PRIVATE);
        Files.createFile(made.log().file());
        write(made.search().resolve(SHIM), Stamp.image(made.log().file(), shim));
        write(made.runtime(), Stamp.image(made.log().file(), runtime));
        return made;
    }

    /** Holds the shim's recorder and nothing else: to be first in the daemon's PATH. */
    public Path search() {
        return directory.resolve("path");
    }

    /** What the daemon is told to be its runtime. */
    public Path runtime() {
        return directory.resolve("runtime");
    }

    /** What both have written. */
    public CallLog log() {
        return new CallLog(directory.resolve("calls"));
    }

    /** Writes a program that only this user can run. */
    static void write(Path program, byte[] image) throws IOException {
        Files.createFile(program, PRIVATE);
        Files.write(program, image);
    }
}
