package tare.harness.backend.guestkernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a guest's kernel has said. */
public final class GuestConsole {

    private static final int LAST_BYTES = 4096;

    private static final int MOST_BYTES = 1 << 20;

    private GuestConsole() {}

    /** All of it, up to 1 MiB; empty if there is nothing. */
    public static String all(Path file) {
        try (InputStream console = Files.newInputStream(file)) {
            return new String(console.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException absent) {
            return "";
        }
    }

    /**
     * The last 4 KiB, as one line without what a terminal would obey; empty if there is nothing.
     */
    public static String endOf(Path file) {
        try (RandomAccessFile console = new RandomAccessFile(file.toFile(), "r")) {
            long length = console.length();
            int size = (int) Math.min(length, LAST_BYTES);
            byte[] bytes = new byte[size];
            console.seek(length - size);
            console.readFully(bytes);
            return line(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException absent) {
            return "";
        }
    }

    /** The end of what was said, as {@link #endOf} has it. */
    static String line(String said) {
        // Controls of both sets, marks that turn writing round, separators of lines.
        return said.substring(Math.max(0, said.length() - LAST_BYTES))
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ")
                .strip();
    }

    /** What to do about what a kernel said; empty if nothing is known. */
    public static String remedy(String words) {
        if (words.contains("Unable to mount root")
                || words.contains("Initramfs unpacking")
                || words.contains("No working init found")) {
            return "tare clean, then try again: the initramfs is damaged";
        }
        return words.contains("Out of memory") ? "declare more memory" : "";
    }
}
