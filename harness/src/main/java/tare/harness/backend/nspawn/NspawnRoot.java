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
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.InstanceRoot;
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
    private static final String RELEASE = "etc/os-release";

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

    /**
     * Adds to the root of a program what nspawn looks for.
     *
     * @throws LaunchException if it cannot be made
     */
    static void complete(InstanceRoot root) {
        DIRECTORIES.forEach(name -> root.makeDirectory(Path.of("/", name)));
        try {
            Path release = root.outside(Path.of("/" + RELEASE));
            if (!Files.exists(release)) {
                Files.createFile(release);
            }
        } catch (IOException e) {
            throw new LaunchException(
                    "root", String.valueOf(e), "df " + root.directory() + "; df -i", e);
        }
    }

    /** The lock that nspawn holds on a root in use, and leaves when it is killed. */
    static Path lock(Path root) {
        return root.resolveSibling(".#" + root.getFileName() + ".lck");
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
        Files.createFile(aside.resolve(RELEASE));
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
