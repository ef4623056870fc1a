package tare.harness.backend.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import tare.workloads.probe.Probe;

/**
 * A directory with nothing in it but the probe and mount points: the root of every instance that
 * has a root of its own, shared by all of a run.
 *
 * @param directory absolute; instances see it through a read-only mount
 */
public record ProbeRoot(Path directory) {

    /** Name, in an instance, of the directory of FIFOs. */
    public static final String CHANNEL = "t";

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<PosixFilePermission> READ_ONLY =
            PosixFilePermissions.fromString("r-x------");

    /**
     * The root in a run's private directory, made if it is not there.
     *
     * @throws UncheckedIOException if it cannot be made
     */
    public static ProbeRoot in(Path parent) {
        Path root = parent.toAbsolutePath().resolve("root");
        try {
            if (!Files.exists(root)) {
                make(parent, root);
            }
            return new ProbeRoot(root);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the probe's root " + root, e);
        }
    }

    /** The probe, as the host sees it. */
    public Path probe() {
        return directory.resolve("probe");
    }

    /** Where /proc is mounted, as the host sees it. */
    public Path proc() {
        return directory.resolve("proc");
    }

    /** Where a runtime mounts its own /dev, as the host sees it. */
    public Path dev() {
        return directory.resolve("dev");
    }

    /** Where the directory of FIFOs is mounted, for runtimes that hand no descriptors on. */
    public Path channel() {
        return directory.resolve(CHANNEL);
    }

    /** Made aside and moved into place, so that it is there as a whole or not at all. */
    private static void make(Path parent, Path root) throws IOException {
        Path aside = Files.createTempDirectory(parent, "root-", PRIVATE);
        ProbeRoot made = new ProbeRoot(aside);
        try {
            made.fill();
            Files.move(aside, root, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            made.remove();
            // Another backend of this run may have been faster: its root is the same.
            if (!Files.exists(new ProbeRoot(root).probe())) {
                throw e;
            }
        } catch (IOException e) {
            // A full disk has no type of its own.
            made.remove();
            throw e;
        }
    }

    private void fill() throws IOException {
        Files.createDirectory(proc(), PRIVATE);
        Files.createDirectory(dev(), PRIVATE);
        Files.createDirectory(channel(), PRIVATE);
        Files.createFile(probe(), PRIVATE);
        Files.write(probe(), Probe.bytesForThisMachine());
        Files.setPosixFilePermissions(probe(), READ_ONLY);
    }

    private void remove() throws IOException {
        for (Path path : List.of(probe(), proc(), dev(), channel(), directory)) {
            Files.deleteIfExists(path);
        }
    }
}
