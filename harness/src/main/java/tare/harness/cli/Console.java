package tare.harness.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where the command line writes: results to standard output, everything else to standard error. No
 * control character goes to anything that is not a terminal.
 *
 * @param out results
 * @param err progress, warnings and errors
 * @param interactive whether standard error is a terminal that understands control characters
 */
record Console(PrintStream out, PrintStream err, boolean interactive) {

    /** The process's own streams. */
    static Console system() {
        boolean plain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
        // System.console() is there only if input and output are terminals.
        return new Console(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                !plain && System.getenv("TERM") != null && System.console() != null);
    }
}
