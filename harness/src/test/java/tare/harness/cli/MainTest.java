package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {

    @Command(name = "broken")
    static final class Broken implements Runnable {
        @Override
        public void run() {
            throw new OutOfMemoryError("for the test");
        }
    }

    @Command(name = "merge")
    static final class Merging implements Runnable {
        @Override
        public void run() {
            throw new OutOfMemoryError("for the test");
        }
    }

    @Command(name = "tare")
    static final class Top {}

    /** What was read may still be too much for what is made of it. */
    @Test
    void resultsThatNeedMoreMemoryAreNoBug() {
        StringWriter said = new StringWriter();
        CommandLine line = new CommandLine(new Top()).setErr(new PrintWriter(said));
        line.addSubcommand(new Merging()).addSubcommand(new Broken());
        assertEquals(5, Main.execute(line, "merge"));
        assertTrue(said.toString().contains("more memory"), said.toString());
        assertTrue(said.toString().contains("-Xmx"), said.toString());
        assertFalse(said.toString().contains("bug"), said.toString());
        assertEquals(70, Main.execute(line, "broken"));
    }

    @Test
    void anErrorOfTheMachineIsADefectToo() {
        StringWriter said = new StringWriter();
        CommandLine line = new CommandLine(new Broken()).setErr(new PrintWriter(said));
        assertEquals(70, Main.execute(line));
        assertTrue(said.toString().contains("a bug in Tare"), said.toString());
    }

    /** The list of commands shows the first line of each description, and nothing after it. */
    @Test
    void eachCommandsFirstLineIsASentence() {
        new CommandLine(new Main())
                .getSubcommands()
                .forEach(
                        (name, command) -> {
                            String line = command.getCommandSpec().usageMessage().description()[0];
                            assertTrue(line.endsWith("."), name + ": " + line);
                        });
    }

    /** A line that is wrapped once more is hard to read, and no longer to be pasted. */
    @Test
    void examplesFitATerminal() {
        new CommandLine(new Main())
                .getSubcommands()
                .forEach(
                        (name, command) -> {
                            for (String line : command.getCommandSpec().usageMessage().footer()) {
                                assertTrue(
                                        !line.startsWith(" ") || line.length() < 80,
                                        name + ": " + line);
                            }
                        });
    }
}
