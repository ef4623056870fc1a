package tare.harness.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tare.harness.linux.Flock;
import tare.harness.linux.Kernel;
import tare.results.failure.HostError;

/**
 * At most one run measures on a host at a time, whoever started it.
 *
 * <p>The lock is an advisory one on the directory {@code /run}, which every user can open and no
 * file needs to be left in. Any local user can hold it, and so keep others waiting; they can then
 * go on with {@code --concurrent}.
 */
public final class HostLock implements AutoCloseable {

    private final Flock lock;

    private HostLock(Flock lock) {
        this.lock = lock;
    }

    /**
     * Takes the host.
     *
     * @throws HostError if another run has it
     */
    public static HostLock take(Kernel kernel) {
        return take(kernel, shared());
    }

    static HostLock take(Kernel kernel, Path directory) {
        Optional<Flock> lock = Flock.attempt(kernel, directory);
        if (lock.isEmpty()) {
            throw new HostError(
                    "Another run of Tare is measuring on this host",
                    directory.toString(),
                    "it holds the host's lock" + holder(directory),
                    "run again with --wait, or with --concurrent and noisy results");
        }
        return new HostLock(lock.get());
    }

    /** Takes the host, waiting without bound until the other run ends. */
    public static HostLock await(Kernel kernel) {
        return new HostLock(Flock.await(kernel, shared()));
    }

    private static Path shared() {
        Path run = Path.of("/run");
        return Files.isDirectory(run) ? run : Path.of("/");
    }

    /** Who holds it, from /proc/locks: {@code 1: FLOCK ADVISORY WRITE pid dev:dev:inode …}. */
    private static String holder(Path directory) {
        try {
            String inode = ":" + Files.getAttribute(directory, "unix:ino");
            for (String line : Files.readAllLines(Path.of("/proc/locks"))) {
                String[] fields = line.trim().split("\\s+", -1);
                if (fields.length > 5 && fields[1].equals("FLOCK") && fields[5].endsWith(inode)) {
                    return ": process " + fields[4];
                }
            }
            return "";
        } catch (IOException e) {
            return " (holder unknown: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
