package tare.harness.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where {@code tare} starts. */
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
        // Without picocli: what scripts ask most often answers before any of its classes is loaded.
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            for (String line : Version.lines()) {
                System.out.println(line);
            }
            return;
        }
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
            return lines();
        }

        static String[] lines() {
            BuildInfo build = BuildInfo.load();
            return new String[] {"tare " + build.version() + " (commit " + build.commit() + ")"};
        }
    }
}
