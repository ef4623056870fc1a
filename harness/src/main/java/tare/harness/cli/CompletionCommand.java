package tare.harness.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tare.results.failure.UsageError;

/** {@code tare completion}: the script that completes tare's options in a shell. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints the completion script for bash or zsh.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(tare completion bash)",
            "  tare completion zsh > ~/.tare-completion",
            "  echo 'source ~/.tare-completion' >> ~/.zshrc"
        })
final class CompletionCommand implements Callable<Integer> {

    /** The script for bash also serves zsh, once its own compatibility layer is on. */
    private static final String ZSH_PRELUDE = "autoload -U +X bashcompinit && bashcompinit\n";

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", arity = "0..1", description = "bash or zsh (default: bash)")
    private String shell = "bash";

    @Override
    public Integer call() {
        String script = AutoComplete.bash("tare", spec.root().commandLine());
        String prelude =
                switch (shell) {
                    case "bash" -> "";
                    case "zsh" -> ZSH_PRELUDE;
                    default ->
                            throw new UsageError(
                                    "there is no completion for this shell",
                                    shell,
                                    "known are bash and zsh",
                                    "tare completion bash");
                };
        Console.system().out().print(prelude + script);
        return 0;
    }
}
