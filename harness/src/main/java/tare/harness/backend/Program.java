package tare.harness.backend;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an instance runs in the place of the probe. It begins as the probe does: writes {@code R} on
 * its ready descriptor, answers the first byte on its control by {@code P}, and ends when its
 * control ends. What goes over both in between is its own affair: {@link Instance#line}.
 *
 * <p>Descriptor 0 is the control, 1 is ready. Where nothing is inherited, the paths of both follow
 * the arguments: ready's, then the control's.
 *
 * @param executable absolute, the same inside and outside: below a mount, or a mount itself
 * @param arguments after its own name
 * @param environment each {@code NAME=VALUE}
 * @param mounts what it sees of the host, each at the same absolute path; without effect where the
 *     instance has no root of its own
 * @param links symbolic links that a root of its own has beside them, by their absolute paths
 * @param port TCP port that it will listen on when it is told to, and that is to be reached from
 *     the host; without effect where the host reaches the instance's network by itself ({@link
 *     Reach.Joined})
 */
public record Program(
        Path executable,
        List<String> arguments,
        List<String> environment,
        List<Mount> mounts,
        SortedMap<Path, Path> links,
        OptionalInt port) {

    /**
     * A file or directory of the host's, with what is mounted below it.
     *
     * @param path absolute, and no symbolic link
     * @param writable whether the instance may change it
     */
    public record Mount(Path path, boolean writable) {
        public Mount {
            requireAbsolute(path);
        }
    }

    public Program {
        requireAbsolute(executable);
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        mounts = List.copyOf(mounts);
        links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
        links.keySet().forEach(Program::requireAbsolute);
    }

    /** One that is not reached from the host. */
    public Program(
            Path executable,
            List<String> arguments,
            List<String> environment,
            List<Mount> mounts,
            SortedMap<Path, Path> links) {
        this(executable, arguments, environment, mounts, links, OptionalInt.empty());
    }

    /** The same, which will listen on a port. */
    public Program listening(int on) {
        return new Program(executable, arguments, environment, mounts, links, OptionalInt.of(on));
    }

    /** A static program that needs nothing but itself. */
    public static Program alone(Path executable, String... arguments) {
        return new Program(
                executable,
                List.of(arguments),
                List.of(),
                List.of(new Mount(executable, false)),
                new TreeMap<>());
    }

    private static void requireAbsolute(Path path) {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("not absolute: " + path);
        }
    }
}
