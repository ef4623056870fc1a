package tare.harness.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Lays out a host's files from one text: each file follows a line {@code === path}. Of the texts,
 * {@code nested-hybrid} was captured from a cloud guest (names changed); the others are composed by
 * the formats in the kernel's documentation.
 */
final class CapturedTree {

    private CapturedTree() {}

    static HostTree unpack(String name, Path into) throws IOException {
        try (BufferedReader text =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        CapturedTree.class.getResourceAsStream(name + ".txt")),
                                StandardCharsets.UTF_8))) {
            Path file = null;
            StringBuilder content = new StringBuilder();
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                if (line.startsWith("=== ")) {
                    write(file, content);
                    file = into.resolve(line.substring(4));
                } else {
                    content.append(line).append('\n');
                }
            }
            write(file, content);
        }
        return new HostTree(into);
    }

    private static void write(@org.jspecify.annotations.Nullable Path file, StringBuilder content)
            throws IOException {
        if (file != null) {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, content.toString());
        }
        content.setLength(0);
    }
}
