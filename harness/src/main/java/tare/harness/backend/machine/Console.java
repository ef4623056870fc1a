package tare.harness.backend.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a guest's kernel says: for a launch that failed. */
public final class Console {

    /** Of its end. */
    private static final int KEPT = 4 << 10;

    private Console() {}

    /** The last 4 KiB, as one line without what a terminal would obey; empty if there is none. */
    public static String endOf(Path file) {
        try {
            return end(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return "";
        }
    }

    static String end(String said) {
        return said.substring(Math.max(0, said.length() - KEPT))
                .replaceAll("[\\p{Cc}\\p{Cf}]+", " ")
                .strip();
    }
}
