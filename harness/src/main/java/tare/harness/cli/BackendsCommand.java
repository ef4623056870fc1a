package tare.harness.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tare.harness.run.Candidate;
import tare.results.failure.ExitCode;

/** {@code tare backends}: what can be weighed here, and what would make the rest possible. */
@Command(
        name = "backends",
        mixinStandardHelpOptions = true,
        description =
                "Lists the backends: what each is, whether it can run here, what would mend it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare backends",
            "  tare backends --json",
            "",
            "Other keys of a family are accepted too, for example namespace-network: see "
                    + "docs/backends.md. Exit codes: 0 listed; 2 usage."
        })
final class BackendsCommand implements Callable<Integer> {

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Mixin private BackendOptions backendOptions = new BackendOptions();

    @Override
    public Integer call() {
        Console console = Console.system();
        List<Candidate> candidates = new Wiring().candidates(console, backendOptions.settings());
        if (json) {
            console.out().print(Json.backends(candidates));
        } else {
            console.out().print(BackendsText.of(candidates));
        }
        return ExitCode.DONE.code();
    }
}
