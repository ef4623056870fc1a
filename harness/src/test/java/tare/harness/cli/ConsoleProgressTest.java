package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

class ConsoleProgressTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
    private final ConsoleProgress progress = new ConsoleProgress(new Console(err, err, false));

    @Test
    void saysTheFirstWarningOfAKindAndCountsTheOthers() {
        WarningKind kind = WarningKind.NOISY_ROUND;
        progress.warned(new Warning(kind, "boot crun, round 0"));
        progress.warned(new Warning(kind, "boot crun, round 1"));
        progress.warned(new Warning(kind, "boot runc, round 1"));
        progress.warningsCounted();
        assertEquals(
                "warning: "
                        + kind.sentence()
                        + ": boot crun, round 0\n"
                        + "warning: "
                        + kind.sentence()
                        + ": 2 more, listed in the report\n",
                said.toString(StandardCharsets.UTF_8));
    }
}
