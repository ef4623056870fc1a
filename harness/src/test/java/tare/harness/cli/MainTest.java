package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

    @Test
    void anErrorOfTheMachineIsADefectToo() {
        StringWriter said = new StringWriter();
        CommandLine line = new CommandLine(new Broken()).setErr(new PrintWriter(said));
        assertEquals(70, Main.execute(line));
        assertTrue(said.toString().contains("a bug in Tare"), said.toString());
    }
}
