package tare.harness.setup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import tare.harness.journal.Journal;
import tare.results.failure.HostError;

/** Installs what backends need, once it is allowed to. */
public final class Setup {

    private final Programs programs;
    private final Apt apt;
    private final KernelSupply kernels;
    private final Host host;
    private final Consumer<String> telling;

    /**
     * @param telling takes a sentence about what is done now
     */
    public Setup(Programs programs, Host host, Consumer<String> telling) {
        this.programs = programs;
        this.apt = new Apt(programs, host.queries(), host.log());
        this.host = host;
        this.telling = telling;
        this.kernels = new KernelSupply(apt, host.kernels(), host.token(), host.journal(), telling);
    }

    /**
     * Where it happens.
     *
     * @param token unique on the host, begins with {@code tare-}
     * @param root whether this process may install
     * @param journal where the policy is written before it is made
     * @param policy where the policy for services belongs
     * @param queries file for what asking programs say
     * @param log file for what installing programs say
     * @param kernels where kernels for guests come from and go to
     */
    public record Host(
            String token,
            boolean root,
            Journal journal,
            Path policy,
            Path queries,
            Path log,
            KernelSupply.Place kernels) {

        /**
         * This host, with the policy where Debian looks for it.
         *
         * @param scratch private directory, absolute
         */
        public static Host live(
                String token, boolean root, Journal journal, Path scratch, Path log) {
            return new Host(
                    token,
                    root,
                    journal,
                    ServicePolicy.PLACE,
                    scratch.resolve("queries"),
                    log,
                    KernelSupply.Place.live(scratch));
        }
    }

    /**
     * A package that has come, or has another version now.
     *
     * @param before its version before; empty if it was not there
     */
    public record Change(String debianPackage, Optional<String> before, String version) {}

    /**
     * Finds out what is missing; changes nothing.
     *
     * @throws HostError if this host has no apt-get
     */
    public SetupPlan plan(Catalogue.Choice choice) {
        List<String> all = choice.needs().stream().map(Catalogue.Need::debianPackage).toList();
        if (all.isEmpty()) {
            return new SetupPlan(List.of(), Optional.empty(), choice.embedded(), false);
        }
        apt.require(all);
        SortedMap<String, String> installed = apt.installed();
        SortedMap<String, String> candidates = apt.candidates(all);
        List<SetupPlan.Item> items = new ArrayList<>();
        boolean lacking = false;
        for (Catalogue.Need need : choice.needs()) {
            SetupPlan.State state = state(need, installed, candidates);
            items.add(new SetupPlan.Item(need, state));
            lacking |=
                    state instanceof SetupPlan.State.Missing missing && missing.version().isEmpty();
        }
        boolean boots = choice.needs().stream().anyMatch(Catalogue.Need::kernel);
        Optional<SetupPlan.Kernel> kernel = boots ? Optional.of(kernels.look()) : Optional.empty();
        SetupPlan plan = new SetupPlan(items, kernel, choice.embedded(), lacking);
        boolean unknown = plan.wantedKernel().filter(it -> it.offer().isEmpty()).isPresent();
        return new SetupPlan(items, kernel, choice.embedded(), lacking || unknown);
    }

    private SetupPlan.State state(
            Catalogue.Need need,
            SortedMap<String, String> installed,
            SortedMap<String, String> candidates) {
        String version = installed.get(need.debianPackage());
        if (version != null) {
            return new SetupPlan.State.Installed(version);
        }
        Optional<Path> elsewhere = programs.find(need.program());
        if (elsewhere.isPresent()) {
            return new SetupPlan.State.Elsewhere(elsewhere.get().toString());
        }
        return new SetupPlan.State.Missing(
                Optional.ofNullable(candidates.get(need.debianPackage())));
    }

    /**
     * Refuses a plan that this process could not carry out.
     *
     * @throws HostError if something is missing and this is not root
     */
    public void requireRights(SetupPlan plan) {
        if (!plan.packages().isEmpty() && !host.root()) {
            throw new HostError(
                    "packages cannot be installed",
                    String.join(", ", plan.packages()),
                    "only root may",
                    "run the same command with sudo");
        }
        if (plan.wantedKernel().isPresent() && !host.root()) {
            throw new HostError(
                    "the kernel for guests cannot be unpacked",
                    host.kernels().store().directory().toString(),
                    "only root may write there",
                    "run the same command with sudo, or give a kernel with --kernel FILE");
        }
    }

    /**
     * Installs what is missing. No service is started.
     *
     * @return every package that is new or changed, by name
     * @throws HostError if apt-get fails
     */
    public List<Change> install(SetupPlan plan) {
        List<String> packages = plan.packages();
        if (packages.isEmpty()) {
            return List.of();
        }
        SortedMap<String, String> before = apt.installed();
        try (ServicePolicy policy =
                ServicePolicy.place(host.policy(), host.token(), host.journal())) {
            boolean fetched = plan.fetchesLists();
            if (fetched) {
                fetch();
            }
            telling.accept(
                    "Installing "
                            + String.join(", ", packages)
                            + "; no service starts while "
                            + policy.path()
                            + " forbids it; log: "
                            + host.log());
            boolean done = apt.install(host.token(), packages);
            if (!done && !fetched) {
                fetch();
                telling.accept("Installing again, with new lists");
                done = apt.install(host.token(), packages);
            }
            if (!done) {
                throw new HostError(
                        "the packages cannot be installed",
                        String.join(", ", packages),
                        "the lists are new, and still a package cannot be found or fetched",
                        "look at " + host.log() + " and at apt's sources");
            }
        }
        List<Change> changes = new ArrayList<>();
        apt.installed()
                .forEach(
                        (name, version) -> {
                            String old = before.get(name);
                            if (!version.equals(old)) {
                                changes.add(new Change(name, Optional.ofNullable(old), version));
                            }
                        });
        return changes;
    }

    /**
     * Fetches and unpacks the kernel for guests, if it is not here.
     *
     * @return where it is now; empty if there was nothing to do
     * @throws HostError if it cannot be fetched, or is not what apt's lists state
     */
    public Optional<Path> unpackKernel(SetupPlan plan) {
        return plan.wantedKernel().map(wanted -> kernels.bring(this::fetch));
    }

    private void fetch() {
        telling.accept("Fetching the lists of packages");
        apt.update(host.token());
    }
}
