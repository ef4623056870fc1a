package tare.harness.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import tare.results.failure.UsageError;

/**
 * Asks whether something may be done.
 *
 * @param terminal whether somebody is there to answer
 * @param answers where the answer comes from
 */
record Consent(boolean terminal, BufferedReader answers) {

    /**
     * Asks once; anything but yes is no, and so is the end of input.
     *
     * @param question without its question mark
     * @param same the command that needs no answer
     * @throws UsageError if nobody is there to ask
     */
    boolean given(Console console, String question, String same) {
        if (!terminal) {
            throw new UsageError(
                    "this needs a yes",
                    "standard input",
                    "it is no terminal, so nobody can be asked",
                    same);
        }
        console.err().print(question + "? [y/N] ");
        console.err().flush();
        try {
            String answer = answers.readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
