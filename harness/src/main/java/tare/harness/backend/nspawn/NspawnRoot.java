package tare.harness.backend.nspawn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import tare.harness.backend.probe.ProbeRoot;
import tare.harness.backend.program.Leavings;

/**
 * A directory that nspawn takes for an operating system: the probe's root has not enough in it.
 * Shared by all of a run.
 *
 * @param directory absolute; instances see it through a read-only mount
 */
record NspawnRoot(Path directory) {

    private static final String NAME = "nspawn-root";

    /** Mount points, and what nspawn makes itself if it is not there. */
    private static final List<String> DIRECTORIES =
            List.of("dev", "etc", "proc", "root", "run", "sys", "tmp", "usr", "var");

    /**
     * The root in a run's private directory, made if it is not there.
     *
     * @throws UncheckedIOException if it cannot be made
     */
    static NspawnRoot in(Path parent) {
        Path root = parent.resolve(NAME);
        try {
            if (!Files.exists(root)) {
                make(parent, root);
            }
            return new NspawnRoot(root);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the root " + root, e);
        }
    }

    /** The lock that nspawn holds while an instance runs, and leaves when it is killed. */
    Path lock() {
        return directory.resolveSibling(".#" + NAME + ".lck");
    }

    /** Made aside and moved into place, so that it is there as a whole or not at all. */
    private static void make(Path parent, Path root) throws IOException {
        Path aside =
                Files.createTempDirectory(
                        parent,
                        NAME + "-",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        for (String name : DIRECTORIES) {
            Files.createDirectory(aside.resolve(name));
        }
        Files.createFile(aside.resolve("etc/os-release"));
        Path probe = aside.resolve("probe");
        Files.copy(ProbeRoot.in(parent).probe(), probe, StandardCopyOption.COPY_ATTRIBUTES);
        try {
            Files.move(aside, root, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException faster) {
            // Another backend of this run was: its root is the same.
            Leavings.remove(aside);
        }
    }
}
