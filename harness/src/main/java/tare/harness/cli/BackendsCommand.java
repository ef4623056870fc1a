package tare.harness.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tare.harness.backend.Availability;
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
            "Other keys of a family are accepted too, for example namespace-network: see",
            "docs/backends.md. Exit codes: 0 listed; 2 usage."
        })
final class BackendsCommand implements Callable<Integer> {

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Mixin private OciRuntimes runtimes = new OciRuntimes();

    @Override
    public Integer call() {
        Console console = Console.system();
        List<Candidate> candidates = new Wiring().candidates(console, runtimes.settings());
        if (json) {
            console.out().print(Json.backends(candidates));
        } else {
            candidates.forEach(candidate -> print(console, candidate));
        }
        return ExitCode.DONE.code();
    }

    /** Shared with {@code tare doctor}. */
    static void print(Console console, Candidate candidate) {
        console.out()
                .printf(
                        Locale.ROOT,
                        "%-26s %-12s %s%n",
                        candidate.backend().key(),
                        candidate.backend().backendClass().id(),
                        candidate.available() ? "available" : "not available");
        console.out().println("    " + candidate.backend().description());
        if (candidate.availability() instanceof Availability.Unavailable absent) {
            console.out().println("    why:    " + absent.reason());
            if (!absent.remedy().isEmpty()) {
                console.out().println("    remedy: " + absent.remedy());
            }
        } else if (candidate.availability() instanceof Availability.Available present
                && !present.note().isEmpty()) {
            console.out().println("    note:   " + present.note());
        }
    }
}
