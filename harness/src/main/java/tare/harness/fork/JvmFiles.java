package tare.harness.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tare.harness.backend.Program;

/**
 * What of the host a JVM inside an instance has to see, at the same paths: itself, with the files
 * that it links to, the C library's directory, and its class path. Found once for many forks.
 *
 * @param java its executable
 * @param classPath absolute
 * @param mounts read-only
 * @param links such as {@code /lib64}, by which programs name their loader
 */
public record JvmFiles(
        Path java, List<Path> classPath, List<Program.Mount> mounts, SortedMap<Path, Path> links) {

    private static final Path MAPS = Path.of("/proc/self/maps");

    /** The directories in the root that distributions have merged into /usr. */
    private static final List<Path> MERGED =
            List.of(Path.of("/lib"), Path.of("/lib64"), Path.of("/lib32"), Path.of("/bin"));

    /** How many links a path may lead over before it is a loop, as in path_resolution(7). */
    private static final int MOST_LINKS = 40;

    public JvmFiles {
        classPath = List.copyOf(classPath);
        mounts = List.copyOf(mounts);
    }

    /**
     * Of the JVM that this runs in.
     *
     * @param classPath jars and directories
     * @throws IOException if the JVM's own files cannot be read
     */
    public static JvmFiles ofThisJvm(List<Path> classPath) throws IOException {
        Path home = Path.of(System.getProperty("java.home")).toRealPath();
        Set<Path> seen = new LinkedHashSet<>();
        SortedMap<Path, Path> links = new TreeMap<>();
        for (Path directory : MERGED) {
            if (Files.isSymbolicLink(directory)) {
                links.put(directory, Files.readSymbolicLink(directory));
            }
        }
        add(seen, home);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                follow(link, home, seen, links);
            }
        }
        for (Path library : loaded()) {
            Path directory = library.getParent();
            if (directory != null && !library.startsWith(home)) {
                add(seen, directory);
            }
        }
        loader(seen);
        List<Path> absolute = classPath.stream().map(Path::toAbsolutePath).toList();
        for (Path entry : absolute) {
            add(seen, entry.toRealPath());
        }
        return new JvmFiles(
                home.resolve("bin").resolve("java"),
                absolute,
                seen.stream().map(path -> new Program.Mount(path, false)).toList(),
                links);
    }

    /** The same with more mounts. */
    public Program program(
            List<String> jvmArguments, List<String> mainArguments, List<Program.Mount> more) {
        List<String> arguments =
                Stream.of(
                                jvmArguments,
                                List.of(
                                        "-cp",
                                        String.join(
                                                ":",
                                                classPath.stream().map(Path::toString).toList())),
                                mainArguments)
                        .flatMap(List::stream)
                        .toList();
        return new Program(
                java,
                arguments,
                List.of(),
                Stream.concat(mounts.stream(), more.stream()).toList(),
                links);
    }

    /** Libraries of the C compiler's that this JVM has loaded, by their real paths. */
    private static Set<Path> loaded() throws IOException {
        Set<Path> libraries = new LinkedHashSet<>();
        for (String line : Files.readAllLines(MAPS)) {
            int path = line.indexOf('/');
            String name = path < 0 ? "" : line.substring(path);
            if (name.matches(".*/(ld-|libc[.-]|libm[.-]|libpthread|libdl|libz\\.|libstdc).*")) {
                libraries.add(Path.of(name));
            }
        }
        return libraries;
    }

    /** The loader by the name that is written into programs, over all links on the way. */
    private static void loader(Set<Path> seen) throws IOException {
        for (String name :
                List.of(
                        "/lib64/ld-linux-x86-64.so.2",
                        "/lib/ld-linux-aarch64.so.1",
                        "/lib/ld-musl-x86_64.so.1")) {
            Path at = Path.of(name);
            for (int i = 0; i < MOST_LINKS && Files.exists(at); i++) {
                Path directory = at.resolveSibling("").toRealPath();
                add(seen, directory);
                Path file = directory.resolve(at.getFileName());
                if (!Files.isSymbolicLink(file)) {
                    break;
                }
                at = directory.resolve(Files.readSymbolicLink(file)).normalize();
            }
        }
    }

    /** What a link of the JVM's leads to outside of it. */
    private static void follow(Path link, Path home, Set<Path> seen, SortedMap<Path, Path> links)
            throws IOException {
        Path at = link;
        for (int i = 0; i < MOST_LINKS && Files.exists(at); i++) {
            at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
            boolean another = Files.isSymbolicLink(at);
            if (!at.startsWith(home)) {
                if (another) {
                    links.put(at, Files.readSymbolicLink(at));
                } else if (Files.isReadable(at)) {
                    add(seen, at.toRealPath());
                }
            }
            if (!another) {
                return;
            }
        }
    }

    /** Whatever lies below what is seen already is seen. */
    private static void add(Set<Path> seen, Path path) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && seen.stream().noneMatch(path::startsWith)) {
            seen.removeIf(other -> other.startsWith(path));
            seen.add(path);
        }
    }
}
