package tare.harness.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the command line writes: results to standard output, everything else to standard error. No
 * control character goes to anything that is not a terminal.
 *
 * @param out results
 * @param err progress, warnings and errors
 * @param interactive whether standard error is a terminal that understands control characters
 */
record Console(PrintStream out, PrintStream err, boolean interactive) {

    private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    /** The process's own streams. */
    static Console system() {
        boolean plain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
        return new Console(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                !plain && System.getenv("TERM") != null && isTerminal(STANDARD_ERROR));
    }

    /** Whether somebody can be asked: standard input and standard error are terminals. */
    static boolean asksTerminal() {
        return isTerminal(STANDARD_INPUT) && isTerminal(STANDARD_ERROR);
    }

    /** Java's own question is whether input and output are terminals; ours is about one stream. */
    private static boolean isTerminal(Path stream) {
        try {
            String target = Files.readSymbolicLink(stream).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException e) {
            return false; // no /proc: plain lines are always right
        }
    }
}
