package tare.harness.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

    @Spec private CommandSpec spec;

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(execute(commandLine(), arguments));
    }

    /** picocli knows exceptions alone: what the JVM throws by itself has to be told as well. */
    static int execute(CommandLine line, String... arguments) {
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError | AssertionError e) {
            return new ErrorPrinter(line.getErr(), debug()).print(e);
        }
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
