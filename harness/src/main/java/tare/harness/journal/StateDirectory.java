package tare.harness.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tare.harness.linux.Flock;
import tare.harness.linux.Kernel;
import tare.results.failure.HostError;

/**
 * Where Tare keeps what must outlive it: {@code /var/lib/tare} for root, else {@code
 * $XDG_STATE_HOME/tare} or {@code ~/.local/state/tare}. What lies in it is acted upon with the
 * user's rights, so it must be the user's alone.
 */
public final class StateDirectory {

    private static final Path ROOTS = Path.of("/var/lib/tare");
    private static final String PRIVATE = "rwx------";

    private final Path path;

    private StateDirectory(Path path) {
        this.path = path;
    }

    /** Opens this user's directory, and makes it if need be. */
    public static StateDirectory open() {
        return open(locate(System.getenv(), System.getProperty("user.home", "/"), uid() == 0));
    }

    /**
     * The directory of a user; root's does not depend on the environment, which sudo may keep.
     *
     * @param home the user's home by the password file, for an environment without HOME
     */
    static Path locate(Map<String, String> environment, String home, boolean root) {
        if (root) {
            return ROOTS;
        }
        // The XDG base directory specification: HOME counts, and a relative path is to be ignored.
        String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        String own = environment.getOrDefault("HOME", "");
        return xdg.startsWith("/")
                ? Path.of(xdg, "tare")
                : Path.of(own.startsWith("/") ? own : home, ".local/state/tare");
    }

    /**
     * Opens a directory, and makes it with mode 0700 if need be.
     *
     * @throws HostError if it is a link, belongs to another user, or others may write to it
     */
    public static StateDirectory open(Path path) {
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(
                        path,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(PRIVATE)));
            }
            check(path);
            StateDirectory state = new StateDirectory(path);
            makePrivate(state.runs());
            return state;
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** The directory itself. */
    public Path path() {
        return path;
    }

    /** What is done while no other process makes, joins or claims a run here. */
    interface Exclusive<T> {
        T run() throws IOException;
    }

    /** Runs something short under the directory's lock. */
    <T> T exclusively(Kernel kernel, Exclusive<T> action) throws IOException {
        Flock mutex = Flock.await(kernel, path);
        try {
            return action.run();
        } finally {
            mutex.close();
        }
    }

    /** Where the runs' directories lie. */
    Path runs() {
        return path.resolve("runs");
    }

    /** Directories of all runs, live or dead, by name. */
    List<Path> runDirectories() throws IOException {
        List<Path> found = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(runs())) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(entry);
                }
            }
        }
        found.sort(null);
        return found;
    }

    /** Makes a directory for this user alone; one that exists must be so already. */
    static void makePrivate(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(
                    directory,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
        }
        check(directory);
    }

    private static void check(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw refusal(path, "it is a link or no directory", "rm " + path, null);
        }
        int owner = (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (owner != uid()) {
            throw refusal(
                    path, "it belongs to user " + owner, "remove it, or chown it to you", null);
        }
        Set<PosixFilePermission> permissions =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .permissions();
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw refusal(path, "others may write to it", "chmod 0700 " + path, null);
        }
    }

    /** The effective user, from /proc/self/status: real, effective, saved, file system. */
    static int uid() {
        try {
            for (String line :
                    Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.UTF_8)) {
                if (line.startsWith("Uid:")) {
                    return Integer.parseUnsignedInt(line.split("\\s+", -1)[2]);
                }
            }
        } catch (IOException e) {
            throw new HostError(
                    "The own user is unknown",
                    "/proc/self/status",
                    String.valueOf(e.getMessage()),
                    "mount /proc",
                    e);
        }
        throw new HostError("The own user is unknown", "/proc/self/status", "no line Uid", "");
    }

    /** The message of a FileSystemException is often no more than the path. */
    private static HostError unusable(Path path, IOException e) {
        String words = String.valueOf(e.getMessage());
        if (e instanceof FileSystemException system && system.getReason() == null) {
            words = "this user cannot make or use " + system.getFile();
        }
        String remedy =
                path.startsWith(ROOTS)
                        ? "look at ls -ld " + path
                        : "let XDG_STATE_HOME or HOME name a directory of yours";
        return refusal(path, words, remedy, e);
    }

    private static HostError refusal(
            Path path, String why, String remedy, @org.jspecify.annotations.Nullable Throwable e) {
        return new HostError("Tare's state directory is refused", path.toString(), why, remedy, e);
    }
}
