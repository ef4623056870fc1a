package tare.harness.backend.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;
import java.util.Set;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.probe.InstanceRoot;
import tare.harness.backend.program.Leavings;

/**
 * One instance's bundle: a directory with config.json. The probe's root file system is shared by
 * all of a run, read-only, and holds the probe alone; a program's is its own, beside the bundle.
 *
 * @param directory the instance's own, absolute
 */
public record Bundle(Path directory) {

    private static final String STATE = "state";

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /**
     * Writes a bundle.
     *
     * @param parent the run's private directory
     * @param name of the instance
     * @param cgroup path of its control group, from the root of each tree
     * @param parts what is on
     * @throws IOException if it cannot be written
     */
    static Bundle write(
            Path parent,
            String name,
            InstanceRoot root,
            InstanceSpec spec,
            String cgroup,
            Set<Part> parts)
            throws IOException {
        Path directory = Files.createDirectory(parent.toAbsolutePath().resolve(name), PRIVATE);
        Bundle bundle = new Bundle(directory);
        try {
            Files.write(
                    directory.resolve("config.json"), Config.of(root, spec, cgroup, parts).bytes());
            Files.createDirectory(bundle.state(), PRIVATE);
            return bundle;
        } catch (IOException e) {
            // Without opening anything: it may have failed because nothing can be opened.
            Files.deleteIfExists(directory.resolve("config.json"));
            Files.deleteIfExists(bundle.state());
            Files.deleteIfExists(directory);
            throw e;
        }
    }

    /**
     * Where the runtime keeps what it knows of the instance: one directory for each, so that
     * whatever it writes there goes with the bundle.
     */
    public Path state() {
        return directory.resolve(STATE);
    }

    /** Where the runtime writes the pid of the instance's first process. */
    public Path pidFile() {
        return directory.resolve("pid");
    }

    /** The pid that the runtime has written; empty until then. */
    public OptionalInt pid() {
        try {
            String text = Files.readString(pidFile()).strip();
            return text.matches("[0-9]{1,9}")
                    ? OptionalInt.of(Integer.parseInt(text))
                    : OptionalInt.empty();
        } catch (IOException absent) {
            return OptionalInt.empty();
        }
    }

    /** Takes the bundle away; idempotent. */
    public void remove() throws IOException {
        Leavings.remove(directory);
    }
}
