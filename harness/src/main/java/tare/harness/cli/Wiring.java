package tare.harness.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Registry;
import tare.harness.backend.program.Executables;
import tare.harness.clock.MonotonicClock;
import tare.harness.experiment.Churn;
import tare.harness.experiment.Density;
import tare.harness.experiment.Divergence;
import tare.harness.experiment.Experiment;
import tare.harness.experiment.Footprint;
import tare.harness.experiment.Ladder;
import tare.harness.experiment.Outlook;
import tare.harness.experiment.Overhead;
import tare.harness.experiment.StartTime;
import tare.harness.experiment.StartTurns;
import tare.harness.experiment.Storm;
import tare.harness.host.HostProbe;
import tare.harness.host.HostTree;
import tare.harness.host.HostWarnings;
import tare.harness.host.KvmKind;
import tare.harness.host.Pinning;
import tare.harness.host.Pressure;
import tare.harness.host.Privilege;
import tare.harness.host.Topology;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.run.Candidate;
import tare.harness.run.Planner;
import tare.harness.run.RunRequest;
import tare.harness.run.Session;
import tare.harness.run.Workplace;
import tare.harness.setup.HostPrograms;
import tare.results.failure.HostError;
import tare.results.model.HostFact;
import tare.results.model.HostFacts;
import tare.results.model.Tool;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/** Puts the parts together: the one place that knows which there are. */
final class Wiring {

    private static final int RUN_ID_BITS = 32;

    private final SecureRandom random = new SecureRandom();
    private final Kernel kernel = new Kernel();
    private final MonotonicClock clock = MonotonicClock.system();

    /**
     * @throws HostError if this is not Linux: everything but running works elsewhere
     */
    Wiring() {
        String system = System.getProperty("os.name", "");
        if (!system.equals("Linux")) {
            throw new HostError(
                    "backends run on Linux only",
                    system,
                    "there are no namespaces and no KVM here",
                    "'tare report' and all that reads results works on this system");
        }
    }

    Planner planner() {
        return new Planner(registry(), experiments());
    }

    /** For sides that take turns within one fork. */
    Planner armsPlanner() {
        return new Planner(registry(), List.of(new StartTurns()));
    }

    /** What can be measured, by name. */
    List<String> experimentNames() {
        return experiments().stream().map(Experiment::name).toList();
    }

    private List<Experiment> experiments() {
        return List.of(
                new StartTime(),
                new Footprint(kernel, clock),
                new Density(kernel, clock),
                new Storm(Runtime.getRuntime().availableProcessors(), clock),
                new Ladder(kernel, clock),
                new Divergence(kernel, clock),
                new Churn(kernel, clock),
                new Overhead(kernel, clock));
    }

    Workplace workplace(Workplace.Sharing sharing) {
        return Workplace.open(StateDirectory.open(), kernel, clock, newRunId(), sharing);
    }

    /**
     * The default backends of this host, each with its availability.
     *
     * @param settings of backends
     */
    List<Candidate> candidates(Console console, SortedMap<String, String> settings) {
        try (Workplace place = workplace(Workplace.Sharing.CONCURRENT);
                Asking asking = new Asking(console)) {
            return planner().candidates(RunRequest.defaults(settings), place.context(), asking);
        }
    }

    /** All facts, what kind of KVM this is among them. */
    HostFacts hostFacts() {
        KvmKind kvm = KvmKind.measure(kernel, clock, KvmDevice.PATH);
        Map<HostFact, String> measured = new EnumMap<>(HostFact.class);
        measured.put(HostFact.KVM_KIND, kvm.kind().id());
        kvm.ringRatio()
                .ifPresent(
                        ratio ->
                                measured.put(
                                        HostFact.KVM_RING_RATIO,
                                        String.format(Locale.ROOT, "%.4g", ratio)));
        return HostProbe.live().read(measured);
    }

    List<Warning> hostWarnings(HostFacts facts) {
        List<Warning> warnings = new ArrayList<>(new HostWarnings().read(facts));
        if (!Privilege.read(HostTree.live()).administers()) {
            warnings.add(new Warning(WarningKind.UNPRIVILEGED, ""));
        }
        return warnings;
    }

    Pressure.Snapshot pressure() {
        return Pressure.Snapshot.take(HostTree.live(), clock);
    }

    Session session(Workplace place, Path output, String pin) {
        HostTree tree = HostTree.live();
        Topology topology = Topology.read(tree);
        Pinning pinning = Pinning.of(pin, topology, Pinning.allowed(tree, topology));
        return new Session(
                place.runId(),
                place.journal(),
                place.concurrent(),
                output,
                place.directory(),
                place.scratch(),
                pinning.harnessCpus(),
                pinning.instanceCpus());
    }

    Tool tool() {
        BuildInfo build = BuildInfo.load();
        SortedMap<String, Integer> methods = new TreeMap<>();
        experiments().forEach(experiment -> methods.put(experiment.name(), experiment.method()));
        methods.put(Outlook.NAME, Outlook.METHOD);
        SortedMap<String, String> versions = new TreeMap<>();
        versions.put("java", System.getProperty("java.runtime.version", "unknown"));
        return new Tool(build.version(), build.commit(), methods, versions);
    }

    /**
     * The same with the versions of what drives these backends.
     *
     * @param parameters of the plan
     */
    Tool tool(List<Candidate> candidates, SortedMap<String, String> parameters, Workplace place) {
        Tool own = tool();
        SortedMap<String, String> versions = new TreeMap<>(own.versions());
        versions.putAll(
                new ToolVersions(
                                new HostPrograms(Executables.live(), kernel),
                                place.scratch().resolve("version.log"))
                        .of(
                                candidates.stream()
                                        .filter(Candidate::available)
                                        .map(candidate -> candidate.backend().key())
                                        .toList(),
                                BackendContext.settingsOf(parameters)));
        return new Tool(own.version(), own.commit(), own.methods(), versions);
    }

    /** Whether this process is root. */
    boolean root() {
        return Privilege.read(HostTree.live()).userId() == 0;
    }

    Registry registry() {
        return Registry.embedded();
    }

    Kernel kernel() {
        return kernel;
    }

    /** A seed that can be typed again. */
    long drawSeed() {
        return random.nextInt(Integer.MAX_VALUE);
    }

    private String newRunId() {
        return String.format(Locale.ROOT, "%0" + RUN_ID_BITS / 4 + "x", random.nextInt());
    }
}
