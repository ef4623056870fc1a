package tare.harness.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tare.harness.backend.program.Executables;
import tare.harness.journal.StateDirectory;
import tare.harness.run.Workplace;
import tare.harness.setup.Catalogue;
import tare.harness.setup.Checks;
import tare.harness.setup.HostPrograms;
import tare.harness.setup.Setup;
import tare.harness.setup.SetupPlan;
import tare.results.failure.ExitCode;
import tare.results.failure.HostError;

/** {@code tare setup}: installs the runtimes that backends need. */
@Command(
        name = "setup",
        mixinStandardHelpOptions = true,
        description = {
            "Installs the runtimes that backends need, from Debian's packages.",
            "Launches one instance of each. Without BACKEND all of them. No service is started, and none is "
                    + "removed or replaced; what is here already stays as it is. Guests with an operating "
                    + "system boot Debian's cloud kernel: it is fetched and unpacked, not installed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare setup --dry-run         what is here, and what would be installed",
            "  tare setup runc gvisor       asks, then installs these two",
            "  sudo tare setup --yes        installs everything without asking",
            "",
            "Backends: runc, crun, gvisor, bubblewrap, nspawn, lxc, containerd, docker, podman, uml, "
                    + "qemu, libvirt; process, namespace, kvm and kvm-fork need nothing; Debian has no "
                    + "firecracker and no cloud-hypervisor. A family is there if one of its keys launches. The "
                    + "kernel for guests is unpacked to /var/cache/tare/kernels: no boot loader knows it. The "
                    + "log is setup.log in the state directory. "
                    + "Exit codes: 0 installed, or nothing to do, or answered with no; 2 usage, an unknown "
                    + "BACKEND, or nobody to ask; 6 the policy for services could not be placed or removed, "
                    + "or the kernel could not be written; 7 not root, no apt-get, apt-get failed, the kernel "
                    + "is not what apt's lists state, or a backend does not launch."
        })
final class SetupCommand implements Callable<Integer> {

    /** dpkg is never interrupted, so the end of a big package may take this long, in seconds. */
    private static final int PATIENCE_SECONDS = 600;

    @Parameters(
            paramLabel = "BACKEND",
            arity = "0..*",
            completionCandidates = Names.class,
            description = "what to install for (default: every backend)")
    private List<String> backends = new ArrayList<>();

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask")
    private boolean yes;

    @Option(names = "--dry-run", description = "say what would be installed, and end")
    private boolean dryRun;

    /** For shells to complete. */
    static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Catalogue.debian().backends().iterator();
        }
    }

    @Override
    public Integer call() {
        Console console = Console.system();
        Catalogue.Choice choice = Catalogue.debian().choose(backends);
        Wiring wiring = new Wiring();
        HostPrograms programs = new HostPrograms(Executables.live(), wiring.kernel());
        try (Signals signals = Signals.install(programs::interrupt, PATIENCE_SECONDS);
                Workplace place = wiring.workplace(Workplace.Sharing.CONCURRENT)) {
            Path log = StateDirectory.open().path().resolve("setup.log");
            Setup.Host host =
                    Setup.Host.live(
                            "tare-" + place.runId() + "-setup",
                            wiring.root(),
                            place.journal(),
                            place.scratch().toAbsolutePath(),
                            log);
            Setup setup = new Setup(programs, host, console.err()::println);
            try {
                return carryOut(console, wiring, place, setup, choice).code();
            } catch (HostError e) {
                if (signals.interrupted()) {
                    // Told here: once the signals are closed the JVM may be gone at any time.
                    console.err().println("Ended early: " + e.getMessage());
                    return e.exitCode().code();
                }
                throw e;
            }
        }
    }

    private ExitCode carryOut(
            Console console, Wiring wiring, Workplace place, Setup setup, Catalogue.Choice choice) {
        SetupPlan plan = setup.plan(choice);
        console.out().print(SetupText.plan(plan));
        if (dryRun) {
            return ExitCode.DONE;
        }
        setup.requireRights(plan);
        if (!plan.complete()) {
            if (!yes && !consent().given(console, SetupText.question(plan), again())) {
                console.out().println("Nothing was installed.");
                return ExitCode.DONE;
            }
            if (!plan.packages().isEmpty()) {
                console.out().print(SetupText.changes(setup.install(plan)));
            }
            setup.unpackKernel(plan).ifPresent(at -> console.out().println("Unpacked: " + at));
        }
        return check(console, wiring, place, choice);
    }

    private static ExitCode check(
            Console console, Wiring wiring, Workplace place, Catalogue.Choice choice) {
        console.out().println("One launch of each:");
        List<String> failed = new ArrayList<>();
        Checks checks = new Checks(wiring.registry(), place.context());
        for (String name : choice.keys()) {
            List<Checks.Check> found;
            try (Asking asking = new Asking(console)) {
                found = checks.of(name, asking);
            }
            for (Checks.Check check : found) {
                console.out().print(SetupText.check(check));
            }
            if (!choice.embedded().contains(name)) {
                failed.addAll(Checks.failed(found));
            }
        }
        if (!failed.isEmpty()) {
            throw new HostError(
                    "installed, but not every backend launches here",
                    String.join(", ", failed),
                    "the reasons are above",
                    "tare doctor");
        }
        return ExitCode.DONE;
    }

    private String again() {
        return "tare setup --yes" + (backends.isEmpty() ? "" : " " + String.join(" ", backends));
    }

    private static Consent consent() {
        return new Consent(
                Console.asksTerminal(),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }
}
