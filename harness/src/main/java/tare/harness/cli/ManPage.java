package tare.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/**
 * The manual page tare(1), drawn from the commands themselves so that it cannot tell otherwise. The
 * build calls it.
 *
 * <p>Source of the format: man-pages(7) and groff_man(7).
 */
public final class ManPage {

    private final StringBuilder page = new StringBuilder();

    private ManPage() {}

    /** Writes the page to the file that is the only argument. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]).toAbsolutePath();
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, of(new CommandLine(new Main()), BuildInfo.load().version()));
    }

    /** The page of a command and its visible subcommands. */
    static String of(CommandLine root, String version) {
        root.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
        root.setUsageHelpWidth(76);
        String name = root.getCommandName();
        ManPage man = new ManPage();
        // No date, so that two builds of one commit are the same bytes.
        man.macro("TH", name.toUpperCase(Locale.ROOT) + " 1 \"\" \"" + name + " " + version + "\"");
        man.section("NAME");
        man.text(name + " - " + root.getHelp().description());
        man.section("SYNOPSIS");
        man.verbatim(root.getHelp().synopsis(0));
        man.section("OPTIONS");
        man.verbatim(root.getHelp().optionList());
        root.getHelp().subcommands().values().forEach(man::command);
        man.section("EXIT STATUS");
        man.verbatim(root.getHelp().exitCodeList());
        return man.page.toString();
    }

    private void command(Help help) {
        CommandLine.Model.CommandSpec spec = help.commandSpec();
        if (spec.usageMessage().hidden()) {
            return;
        }
        section(spec.qualifiedName().toUpperCase(Locale.ROOT));
        text(help.description());
        verbatim(help.synopsis(0));
        verbatim(help.parameterList());
        verbatim(help.optionList());
        verbatim(help.footer());
    }

    private void section(String title) {
        macro("SH", title);
    }

    private void text(String words) {
        escaped(words.strip());
    }

    /** Keeps the line breaks, as picocli has set them. */
    private void verbatim(String words) {
        if (!words.isBlank()) {
            macro("PP", "");
            macro("nf", "");
            escaped(words.stripTrailing());
            macro("fi", "");
        }
    }

    private void escaped(String words) {
        for (String line : words.lines().toList()) {
            // A leading full stop or quote would be a macro; a plain hyphen would become U+2010.
            page.append("\\&").append(line.replace("\\", "\\e").replace("-", "\\-")).append('\n');
        }
    }

    private void macro(String name, String arguments) {
        page.append('.').append((name + " " + arguments).strip()).append('\n');
    }
}
