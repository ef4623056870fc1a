package tare.harness.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The files in which the kernel tells about itself. What cannot be read is absent: files differ
 * between kernels, architectures and privileges, so absence is an answer and no error.
 *
 * @param root {@code /}, or a captured tree
 */
public record HostTree(Path root) {

    /** This host. */
    public static HostTree live() {
        return new HostTree(Path.of("/"));
    }

    /** Whether this is a host and not a captured tree. */
    boolean isLive() {
        return root.equals(Path.of("/"));
    }

    /** All lines of a file; empty if it cannot be read. */
    List<String> lines(String path) {
        try {
            return Files.readAllLines(root.resolve(path), StandardCharsets.ISO_8859_1);
        } catch (IOException absent) {
            return List.of();
        }
    }

    /** The first line of a file, without white space around it, if it is not blank. */
    Optional<String> line(String path) {
        return lines(path).stream().findFirst().map(String::strip).filter(s -> !s.isEmpty());
    }

    /** The first line that begins so, read no further than to there; without that beginning. */
    Optional<String> after(String path, String beginning) {
        try (BufferedReader reader =
                Files.newBufferedReader(root.resolve(path), StandardCharsets.ISO_8859_1)) {
            return reader.lines()
                    .filter(line -> line.startsWith(beginning))
                    .findFirst()
                    .map(line -> line.substring(beginning.length()).strip());
        } catch (IOException | java.io.UncheckedIOException absent) {
            return Optional.empty();
        }
    }

    /** A file that holds one whole number. */
    OptionalLong number(String path) {
        return line(path).map(HostTree::whole).orElse(OptionalLong.empty());
    }

    /** The number that a text begins with, so that {@code 16 kB} is 16. */
    static OptionalLong whole(String text) {
        String digits = text.strip().split("\\s", 2)[0];
        return digits.matches("-?[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(digits))
                : OptionalLong.empty();
    }

    boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    /** Names in a directory, sorted; empty if it cannot be read. */
    List<String> names(String directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(directory))) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (IOException | DirectoryIteratorException absent) {
            return List.of();
        }
        names.sort(null);
        return names;
    }
}
