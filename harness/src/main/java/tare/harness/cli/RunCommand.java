package tare.harness.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tare.harness.backend.BackendContext;
import tare.harness.experiment.Footprint;
import tare.harness.experiment.Overhead;
import tare.harness.experiment.StartTime;
import tare.harness.run.Profile;
import tare.harness.run.RunRequest;
import tare.harness.run.Workplace;
import tare.results.failure.UsageError;
import tare.results.file.ResultReader;
import tare.results.model.Plan;

/** {@code tare run}: the main job. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Measures isolation on this host and draws the report.",
            "Without EXPERIMENT it runs boot (start times) and footprint (memory per instance). "
                    + "overhead runs the same work in each backend, beside a bare process. "
                    + "ladder takes starts apart layer by layer, storm lets starts come at given rates, "
                    + "divergence lets forked guests write to the memory that they share."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare run                                every backend that this host has",
            "  tare run boot --backend process,namespace --rounds 20",
            "  tare run --dry-run                      what would be done, and for how long",
            "  tare run overhead                       the same work inside and outside",
            "  tare run overhead --workload 'linpack|system-call' --backend namespace,runc",
            "  tare run ladder --backend namespace,kvm what each layer adds to a start",
            "  tare run storm --rate 100,200 --sla 50ms --duration 2s",
            "  tare run density --max 5000 --sla 50ms  how many fit, how starts slow down",
            "  tare run churn --duration 2h            whether anything grows",
            "  tare run boot --allow-host-changes      cold starts too, as root",
            "  tare run --oci-runtime youki=/opt/youki  one more OCI runtime, as oci:youki",
            "  tare run --require kvm                  fail (exit 7) where there is no KVM",
            "  tare run --resume --out tare-out/latest go on with a run that was cut short",
            "",
            "Exit codes: 0 done; 2 usage; 5 unreadable input; 6 cannot write; 7 host lacks what "
                    + "is required; 8 done, but a cell failed; 130/143 interrupted, partial result kept."
        })
final class RunCommand implements Callable<Integer> {

    private static final String AUTO = "auto";

    /** Merging has settled when a full scan changes it by less than 5 %. */
    private static final String SETTLED_PERMILLE = "50";

    @Parameters(
            paramLabel = "EXPERIMENT",
            arity = "0..*",
            description =
                    "boot, footprint, density, storm, ladder, divergence, churn, overhead, or all"
                            + " (default: boot footprint)")
    private List<String> experiments = new ArrayList<>();

    @Option(
            names = "--backend",
            paramLabel = "KEY",
            split = ",",
            description = "backends to weigh; see 'tare backends' (default: all found)")
    private List<String> backends = new ArrayList<>();

    @Option(
            names = "--require",
            paramLabel = "KEY",
            split = ",",
            description = "fail where one of these backends cannot run")
    private List<String> required = new ArrayList<>();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "quick (2 minutes, about 10 with all runtimes), standard (about 45; overhead an"
                            + " hour and more) or thorough; --dry-run says how long (default:"
                            + " quick)")
    private @Nullable String profile;

    @Option(names = "--rounds", paramLabel = "N", description = "rounds instead of the profile's")
    private @Nullable Integer rounds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "seed of every order (default: drawn)")
    private @Nullable Long seed;

    @Option(
            names = "--pin",
            paramLabel = "auto|none|LIST",
            description =
                    "CPUs: auto puts harness and instances on different cores; LIST is"
                            + " 'harness[/instances]', for example 0/1 (default: auto)")
    private String pin = AUTO;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "overrides a parameter of the plan; --dry-run lists them")
    private Map<String, String> parameters = new TreeMap<>();

    @Option(
            names = "--workload",
            paramLabel = "REGEX",
            description =
                    "only those workloads of overhead in whose names this is found, for example"
                            + " 'linpack' or '^kernel-'")
    private @Nullable String workload;

    @Mixin private LoadOptions loadOptions = new LoadOptions();

    @Mixin private BackendOptions backendOptions = new BackendOptions();

    @Option(
            names = "--allow-host-changes",
            description =
                    "let the run change the host for a while, and put it back: it then drops the page"
                            + " cache once a round and backend, to show cold starts beside warm"
                            + " ones, and (not with --concurrent) weighs memory with same-page"
                            + " merging, KSM, too")
    private boolean hostChanges;

    @Option(
            names = "--remote",
            description = "use the daemon that DOCKER_HOST names although it is another machine")
    private boolean remote;

    @Option(
            names = "--like",
            paramLabel = "RESULT",
            description = "repeat the plan of a result file")
    private @Nullable Path like;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "where the files go (default: tare-out/<UTC>-<id>)")
    private @Nullable Path out;

    @Option(names = "--resume", description = "go on with the unfinished run in --out DIR")
    private boolean resume;

    @Option(names = "--dry-run", description = "print plan, order and estimate; measure nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "print what was made, or planned, as JSON")
    private boolean json;

    @Option(names = "--wait", description = "wait while another run holds this host")
    private boolean wait;

    @Option(
            names = "--concurrent",
            description = "run beside another run; cells are labelled noisy")
    private boolean concurrent;

    @Override
    public Integer call() {
        if (resume && out == null) {
            throw new UsageError(
                    "--resume needs to know which run",
                    "--resume",
                    "--out DIR is missing",
                    "tare run --resume --out tare-out/latest");
        }
        if (rounds != null && rounds < 1) {
            throw new UsageError(
                    "a run has at least one round", "--rounds", "it is " + rounds, "--rounds 10");
        }
        if (workload != null) {
            // Refused before anything is asked of the host, if it is found in no name.
            Overhead.workloads(workload);
            parameters.putIfAbsent(Overhead.WORKLOADS, workload);
        }
        loadOptions.parameters().forEach(parameters::putIfAbsent);
        MainJob job = new MainJob(Console.system(), json);
        job.requireKnown(parameters.keySet());
        if (hostChanges) {
            parameters.putIfAbsent(StartTime.COLD, "1");
            if (!concurrent) {
                parameters.putIfAbsent(Footprint.MERGE_PERMILLE, SETTLED_PERMILLE);
            }
        }
        RunRequest request = like == null ? request() : repeated(new ResultReader().read(like));
        if (!hostChanges && request.parameters().containsKey(StartTime.COLD)) {
            throw new UsageError(
                    "cold starts drop the page cache of the whole host",
                    StartTime.COLD,
                    "the plan asks for them, and nobody has allowed it",
                    "add --allow-host-changes");
        }
        requireMerging(request);
        if (dryRun) {
            return job.dryRun(request, Optional.ofNullable(out));
        }
        return job.run(request, Optional.ofNullable(out), resume, lockMode());
    }

    private void requireMerging(RunRequest request) {
        boolean merges = request.parameters().containsKey(Footprint.MERGE_PERMILLE);
        if (merges && (!hostChanges || concurrent)) {
            throw new UsageError(
                    "same-page merging (KSM) is a setting of the whole host",
                    Footprint.MERGE_PERMILLE,
                    hostChanges
                            ? "two runs beside each other would put back each other's"
                            : "the plan asks for it, and nobody has allowed it",
                    hostChanges ? "leave out --concurrent" : "add --allow-host-changes");
        }
    }

    private Workplace.Sharing lockMode() {
        if (wait && concurrent) {
            throw new UsageError(
                    "--wait and --concurrent exclude each other",
                    "--wait --concurrent",
                    "one waits for the other run, the other does not",
                    "give one of them");
        }
        return wait
                ? Workplace.Sharing.WAIT
                : concurrent ? Workplace.Sharing.CONCURRENT : Workplace.Sharing.REFUSE;
    }

    private RunRequest request() {
        return new RunRequest(
                experiments,
                backends,
                required,
                Profiles.parse(profile == null ? Profile.QUICK.id() : profile),
                rounds == null ? OptionalInt.empty() : OptionalInt.of(rounds),
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                pin,
                settings(backendOptions.settings(parameters)));
    }

    /** The plan of an earlier run; options given now override it. */
    private RunRequest repeated(ResultReader.Read earlier) {
        Plan plan = earlier.result().plan();
        SortedMap<String, String> settings = new TreeMap<>(plan.parameters());
        settings.putAll(backendOptions.settings(parameters));
        return new RunRequest(
                experiments.isEmpty() ? plan.experiments() : experiments,
                backends.isEmpty() ? plan.backends() : backends,
                required,
                Profiles.parse(profile == null ? plan.profile() : profile),
                OptionalInt.of(rounds == null ? plan.rounds() : rounds),
                OptionalLong.of(seed == null ? plan.seed() : seed),
                pin,
                settings(settings));
    }

    /** Adds what flags say to a plan's parameters. */
    private SortedMap<String, String> settings(SortedMap<String, String> settings) {
        if (remote) {
            settings.put(BackendContext.SETTING + "docker.remote", "true");
        }
        return settings;
    }
}
