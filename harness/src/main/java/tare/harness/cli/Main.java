package tare.harness.cli;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import tare.results.failure.InputError;
import tare.results.file.ResultReader;

/** The command {@code tare} itself. */
@Command(
        name = "tare",
        description = "Weighs isolation: what VMs, containers and sandboxes cost over a process.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            RunCommand.class,
            SimulateCommand.class,
            PlanCommand.class,
            BacktestCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            GateCommand.class,
            HistoryCommand.class,
            MergeCommand.class,
            ValidateCommand.class,
            MigrateCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            DoctorCommand.class,
            BackendsCommand.class,
            SetupCommand.class,
            CleanCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare run        weigh what is here, and draw the report (2 to 10 minutes)",
            "  tare simulate   how many hosts a fleet needs in each technology",
            "  tare doctor     what this host is, and what would disturb a measurement",
            "",
            "docs/exit-codes.md lists the exit codes."
        })
public final class Main implements Runnable {

    /** The launcher lets them take more memory than others. */
    private static final Set<String> READERS =
            Set.of(
                    "report",
                    "compare",
                    "gate",
                    "history",
                    "merge",
                    "validate",
                    "migrate",
                    "export",
                    "import");

    @Spec private CommandSpec spec;

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(execute(commandLine(), arguments));
    }

    /** picocli knows exceptions alone: what the JVM throws by itself has to be told as well. */
    static int execute(CommandLine line, String... arguments) {
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError e) {
            return new ErrorPrinter(line.getErr(), debug()).print(told(line.getParseResult(), e));
        } catch (StackOverflowError | LinkageError | AssertionError e) {
            return new ErrorPrinter(line.getErr(), debug()).print(e);
        }
    }

    /** Commands that take results whole do with them what needs as much memory again. */
    private static Throwable told(@Nullable ParseResult parsed, OutOfMemoryError error) {
        ParseResult command = parsed == null ? null : parsed.subcommand();
        if (command == null || !READERS.contains(command.commandSpec().name())) {
            return error;
        }
        return new InputError(
                "these results need more memory than Java may use",
                "tare " + command.commandSpec().name(),
                "they were read, but what is made of them does not fit into the "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB that Java may use here: "
                        + error.getMessage(),
                ResultReader.MORE_MEMORY + ", or name fewer results",
                error);
    }

    /** The command line with its way of failing; also what completions and manual are made from. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler(
                (failure, command, parsed) ->
                        new ErrorPrinter(command.getErr(), debug()).print(failure));
        return line;
    }

    private static boolean debug() {
        return System.getenv("TARE_DEBUG") != null;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return BuildInfo.load().lines();
        }
    }
}
