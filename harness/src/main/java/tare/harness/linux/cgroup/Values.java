package tare.harness.linux.cgroup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/** Values in files of the kernel: one write(2) a value, and the file is never made. */
final class Values {

    private Values() {}

    static void write(Path file, String value) throws IOException {
        Files.write(file, value.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
    }

    static long number(Path file) throws IOException {
        return Long.parseLong(Files.readString(file, StandardCharsets.US_ASCII).strip());
    }

    /** The number in a row {@code WORD NUMBER}; empty without file or row. */
    static OptionalLong row(Path file, String word) throws IOException {
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
            if (line.startsWith(word + " ")) {
                return OptionalLong.of(Long.parseLong(line.substring(word.length() + 1).strip()));
            }
        }
        return OptionalLong.empty();
    }
}
