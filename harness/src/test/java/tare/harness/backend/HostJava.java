package tare.harness.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** This JVM's own runtime as a program for an instance. */
final class HostJava {

    private HostJava() {}

    /** Runs {@link InsideMain}. */
    static Program program(String word, Path writable) {
        Path classes = classes();
        try {
            Path home = Path.of(System.getProperty("java.home")).toRealPath();
            Set<Path> readOnly = new LinkedHashSet<>(List.of(Path.of("/usr"), home, classes));
            TreeMap<Path, Path> links = new TreeMap<>();
            for (String name : List.of("/lib", "/lib64", "/lib32", "/bin", "/sbin")) {
                Path path = Path.of(name);
                if (Files.isSymbolicLink(path)) {
                    links.put(path, Files.readSymbolicLink(path));
                } else if (Files.isDirectory(path)) {
                    readOnly.add(path);
                }
            }
            readOnly.addAll(elsewhere(home));
            List<Program.Mount> mounts = new ArrayList<>();
            readOnly.forEach(path -> mounts.add(new Program.Mount(path, false)));
            mounts.add(new Program.Mount(writable, true));
            return new Program(
                    home.resolve("bin/java"),
                    List.of(
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:MaxDirectMemorySize=8g",
                            "-cp",
                            classes.toString(),
                            InsideMain.class.getName(),
                            word,
                            classes.toString(),
                            writable.toString()),
                    List.of("PATH=/usr/bin:/bin"),
                    mounts,
                    links);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Distributions keep a runtime's configuration below /etc, with links to it. */
    private static List<Path> elsewhere(Path home) throws IOException {
        Map<Path, Path> found = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(home)) {
            for (Path link : tree.filter(Files::isSymbolicLink).toList()) {
                Path target = Files.exists(link) ? link.toRealPath() : home;
                if (!target.startsWith(home) && !target.startsWith("/usr")) {
                    found.put(target, target);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static Path classes() {
        try {
            return Path.of(
                            InsideMain.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                    .toRealPath();
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
