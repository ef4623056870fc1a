package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ManPageTest {

    @Command(
            name = "tool",
            description = "Does things.",
            subcommands = {Weigh.class, Secret.class})
    static class Tool {}

    @Command(name = "weigh", description = ".weighs one", footer = "tool weigh \\n --all")
    static class Weigh {
        @Option(names = "--all", description = "Weigh all.")
        boolean all;
    }

    @Command(name = "secret", hidden = true)
    static class Secret {}

    @Test
    void showsEveryVisibleCommandWithItsOptions() {
        String page = ManPage.of(new CommandLine(new Tool()), "1.2.3");

        assertTrue(page.startsWith(".TH TOOL 1 \"\" \"tool 1.2.3\"\n.SH NAME\n"), page);
        assertTrue(page.contains("tool \\- Does things."), page);
        assertTrue(page.contains(".SH TOOL WEIGH\n"), page);
        assertTrue(page.contains("\\-\\-all"), page);
        assertTrue(!page.contains("SECRET"), page);
    }

    @Test
    void escapesWhatRoffWouldTakeForItself() {
        String page = ManPage.of(new CommandLine(new Tool()), "1.2.3");

        assertTrue(page.contains("\n\\&.weighs one"), page);
        assertTrue(page.contains("weigh \\en"), page);
    }
}
