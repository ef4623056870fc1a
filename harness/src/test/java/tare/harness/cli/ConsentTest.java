package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tare.results.failure.ExitCode;
import tare.results.failure.UsageError;

class ConsentTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console =
            new Console(
                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    false);

    private static Consent consent(boolean terminal, String input) {
        return new Consent(terminal, new BufferedReader(new StringReader(input)));
    }

    @ParameterizedTest
    @CsvSource({"y,true", "YES,true", "' y ',true", "n,false", "'',false", "yesterday,false"})
    void onlyYesIsYes(String answer, boolean expected) {
        assertEquals(expected, consent(true, answer + "\n").given(console, "Go on", "x --yes"));
        assertEquals("Go on? [y/N] ", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theEndOfInputIsNo() {
        assertEquals(false, consent(true, "").given(console, "Go on", "x --yes"));
    }

    @Test
    void refusesWhereNobodyIs() {
        UsageError e =
                assertThrows(
                        UsageError.class,
                        () -> consent(false, "y\n").given(console, "Go on", "x --yes"));
        assertEquals("x --yes", e.remedy());
        assertEquals(ExitCode.USAGE, e.exitCode());
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }
}
