package tare.harness.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tare.harness.run.Candidate;
import tare.results.failure.ExitCode;
import tare.results.model.HostFacts;
import tare.results.model.Warning;

/**
 * {@code tare doctor}: what this host is, what runs on it, and what would disturb a measurement.
 */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Shows the host's facts, its backends, and what may disturb a measurement.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare doctor",
            "  tare doctor --json > host.json",
            "",
            "Exit codes: 0 shown, whatever was found; 2 usage; 7 not Linux."
        })
final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Mixin private BackendOptions backendOptions = new BackendOptions();

    @Override
    public Integer call() {
        Console console = Console.system();
        Wiring wiring = new Wiring();
        List<Candidate> candidates = wiring.candidates(console, backendOptions.settings());
        HostFacts facts = wiring.hostFacts();
        List<Warning> warnings = wiring.hostWarnings(facts);
        if (json) {
            console.out().print(Json.doctor(facts, candidates, warnings));
            return ExitCode.DONE.code();
        }
        console.out().println("Host");
        facts.values()
                .forEach(
                        (fact, value) ->
                                console.out()
                                        .printf(Locale.ROOT, "  %-24s %s%n", fact.id(), value));
        console.out().printf(Locale.ROOT, "  %-24s %s%n", "fingerprint", facts.fingerprint());
        console.out().println();
        console.out().println("Backends");
        console.out().print(BackendsText.of(candidates));
        console.out().println();
        console.out().println(warnings.isEmpty() ? "No warnings." : "Warnings");
        for (Warning warning : warnings) {
            console.out()
                    .println(
                            "  "
                                    + warning.kind().sentence()
                                    + (warning.detail().isEmpty() ? "" : ": " + warning.detail()));
            console.out().println("    remedy: " + warning.kind().remedy());
        }
        return ExitCode.DONE.code();
    }
}
