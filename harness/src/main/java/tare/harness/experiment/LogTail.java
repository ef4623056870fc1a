package tare.harness.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last words of a program, for a reason that fits on a line. */
final class LogTail {

    private static final int LINES = 6;
    private static final int CHARACTERS = 600;

    private LogTail() {}

    /** The last lines that say something; "no output" where there are none. */
    static String of(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "no output";
        }
        List<String> lines =
                new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
        String tail =
                String.join(" | ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        if (tail.isEmpty()) {
            return "no output";
        }
        return tail.length() <= CHARACTERS ? tail : tail.substring(tail.length() - CHARACTERS);
    }
}
