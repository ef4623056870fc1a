package tare.harness.cli;

import java.util.function.Consumer;

/**
 * Says on a terminal which backend is being asked, on one line that goes away again: some need a
 * second or more to answer. Nothing is said where there is no terminal.
 */
final class Asking implements Consumer<String>, AutoCloseable {

    private static final String ERASE_LINE = "\r\u001b[K";

    private final Console console;

    Asking(Console console) {
        this.console = console;
    }

    @Override
    public void accept(String key) {
        if (console.interactive()) {
            console.err().print(ERASE_LINE + "Launching one " + key + "…");
            console.err().flush();
        }
    }

    @Override
    public void close() {
        if (console.interactive()) {
            console.err().print(ERASE_LINE);
            console.err().flush();
        }
    }
}
