package tare.harness.backend.vmm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import tare.harness.backend.LaunchException;
import tare.harness.backend.program.Leavings;
import tare.harness.linux.LocalSocket;

/**
 * Where one machine's sockets and log lie: a directory that bears the instance's name, so that its
 * program is found by its arguments.
 *
 * @param directory absolute, private
 */
public record Place(Path directory) {

    /** Short, since a socket's address is. */
    private static final String API = "api";

    private static final String SERIAL = "tty";
    private static final String LOG = "log";

    /** Read of the log's end. */
    private static final int READ_BYTES = 4096;

    /**
     * Makes it, with an empty log: not every monitor makes its own.
     *
     * @param run the run's private directory
     * @throws LaunchException if a socket in it could not be named
     * @throws UncheckedIOException if it cannot be made
     */
    static Place make(Path run, String name) {
        Place place = new Place(run.toAbsolutePath().normalize().resolve(name));
        if (place.api().toString().getBytes(UTF_8).length > LocalSocket.LONGEST_PATH) {
            throw new LaunchException(
                    "socket",
                    "its path is longer than " + LocalSocket.LONGEST_PATH + ": " + place.api(),
                    "XDG_STATE_HOME=DIR with a shorter path",
                    null);
        }
        try {
            Files.createDirectory(place.directory(), mode("rwx------"));
            Files.createFile(place.log(), mode("rw-------"));
            return place;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + place.directory(), e);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }

    /** The socket on which the monitor takes its orders. */
    public Path api() {
        return directory.resolve(API);
    }

    /** The socket that is the guest's serial line, where the monitor makes one. */
    public Path serial() {
        return directory.resolve(SERIAL);
    }

    /** What the monitor says of its work, if it can be told to write that to a file. */
    public Path log() {
        return directory.resolve(LOG);
    }

    /** The end of the log, as one line; empty if there is none. */
    String lastWords() {
        try (InputStream file = Files.newInputStream(log())) {
            file.skipNBytes(Math.max(0, Files.size(log()) - READ_BYTES));
            return Answer.oneLine(new String(file.readNBytes(READ_BYTES), UTF_8));
        } catch (IOException gone) {
            return "";
        }
    }

    /** Takes it away with all in it; idempotent. */
    void remove() throws IOException {
        Leavings.remove(directory);
    }
}
