package tare.harness.backend.probe;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Program;

/**
 * The root directory of one instance, as the host sees it: for the probe the one that all of a run
 * share, read-only; for a program in its place one of the instance's own, which it may write to.
 *
 * <p>A program's has mount points for all that it mounts, its links, {@code /proc}, {@code /tmp},
 * {@code /work}, {@code /sys/fs/cgroup} and a {@code /dev} with empty files for the usual devices
 * to be mounted on.
 *
 * @param directory absolute
 * @param own whether it is the instance's own
 * @param mountPoints in an own one, made to be mounted on; what lies in another is not among them
 */
public record InstanceRoot(Path directory, boolean own, List<Path> mountPoints) {

    /** Where a program may write on the root file system itself: {@code /work}. */
    public static final String WORK = "work";

    /** The devices that every program expects to have, below {@code /dev}. */
    public static final List<String> DEVICES = List.of("null", "zero", "full", "random", "urandom");

    private static final Map<String, String> DESCRIPTORS =
            Map.of(
                    "fd", "/proc/self/fd",
                    "stdin", "/proc/self/fd/0",
                    "stdout", "/proc/self/fd/1",
                    "stderr", "/proc/self/fd/2");

    public InstanceRoot {
        mountPoints = List.copyOf(mountPoints);
    }

    /**
     * The root of an instance, made if it is to have one of its own.
     *
     * @param parent the run's private directory
     * @param name of the instance, unique in it
     * @throws LaunchException if it cannot be made; nothing is left of it
     */
    public static InstanceRoot of(Path parent, InstanceSpec spec, String name) {
        InstanceRoot root = planned(parent, spec, name);
        if (spec.program().isEmpty()) {
            return new InstanceRoot(ProbeRoot.in(parent).directory(), false, List.of());
        }
        try {
            root.make(spec.program().get());
            return root;
        } catch (IOException e) {
            LaunchException failure =
                    new LaunchException(
                            "root of " + name, String.valueOf(e), "df " + parent + "; df -i", e);
            try {
                root.remove();
            } catch (IOException left) {
                failure.addSuppressed(left);
            }
            throw failure;
        }
    }

    /** The same before it is made, for the journal and for whoever takes it away. */
    public static InstanceRoot planned(Path parent, InstanceSpec spec, String name) {
        Path directory = parent.toAbsolutePath().resolve(name + "-root");
        List<Path> points = new ArrayList<>();
        for (Program.Mount mount : Executed.inheriting(spec).mounts()) {
            if (points.stream().noneMatch(mount.path()::startsWith)) {
                points.add(mount.path());
            }
        }
        return new InstanceRoot(directory, spec.program().isPresent(), points);
    }

    /** A path of the instance's as the host sees it, before anything is mounted. */
    public Path outside(Path inside) {
        return directory.resolve(Path.of("/").relativize(inside));
    }

    private void make(Program program) throws IOException {
        Files.createDirectory(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        for (String name : List.of("proc", "dev", "sys/fs/cgroup", WORK, ProbeRoot.CHANNEL)) {
            Files.createDirectories(directory.resolve(name));
        }
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (String device : DEVICES) {
            Files.createFile(directory.resolve("dev").resolve(device));
        }
        for (Map.Entry<String, String> link : DESCRIPTORS.entrySet()) {
            Files.createSymbolicLink(
                    directory.resolve("dev").resolve(link.getKey()), Path.of(link.getValue()));
        }
        for (Path point : mountPoints) {
            makePoint(point);
        }
        for (Map.Entry<Path, Path> link : program.links().entrySet()) {
            Path at = outside(link.getKey());
            Files.createDirectories(parentOf(at));
            Files.createSymbolicLink(at, link.getValue());
        }
    }

    private void makePoint(Path path) throws IOException {
        Path point = outside(path);
        if (Files.isDirectory(path)) {
            Files.createDirectories(point);
        } else if (Files.exists(path)) {
            Files.createDirectories(parentOf(point));
            Files.createFile(point);
        } else {
            throw new NoSuchFileException(path.toString(), null, "a program's mount is not there");
        }
    }

    /** Makes a directory of it, for more to be mounted on. */
    public Path makeDirectory(Path inside) {
        try {
            return Files.createDirectories(outside(inside));
        } catch (IOException e) {
            throw new LaunchException("root", String.valueOf(e), "df " + directory, e);
        }
    }

    private static Path parentOf(Path path) {
        return java.util.Objects.requireNonNull(path.getParent(), "below a root directory");
    }

    /**
     * Takes an own root away, with what the program wrote; idempotent, and nothing for the probe's.
     * Mount points go first and as what they are, empty: should the host's files be mounted there
     * still, that fails, and nothing of theirs is touched.
     *
     * @throws IOException if something stays
     */
    public void remove() throws IOException {
        if (!own || !Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (Path point : mountPoints) {
            Files.deleteIfExists(outside(point));
        }
        Files.walkFileTree(directory, new Taking());
    }

    /** Takes away all that it visits; links are removed, not followed. */
    private static final class Taking extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
