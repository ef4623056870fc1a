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
        subcommands = {HelpCommand.class})
public final class Main implements Runnable {

    @Spec private CommandSpec spec;

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
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
