package tare.harness.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tare.harness.backend.Availability;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.Reach;
import tare.harness.fork.ForkSettings;
import tare.harness.service.Load;
import tare.harness.service.RateResult;
import tare.harness.service.RateResult.Kind;
import tare.harness.service.ServiceRun;
import tare.results.failure.OutputError;
import tare.results.model.BackendClass;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Step;

/**
 * The service's part of one step of the experiment on overhead: a store of keys and values in an
 * instance, asked by an open loop from the host at one rate after the other; and turns over TCP
 * from the host to the same instance.
 */
final class ServiceStep {

    /** The cells' workload. */
    static final String WORKLOAD = "key-value-service";

    /** That of turns. */
    static final String TURNS = "tcp-from-host";

    private static final String RATE = "rate";
    private static final String BYTES = "bytes";
    private static final String PATH = "path";

    /** Both JVMs until the first request. */
    private static final long START_NANOS = 3_000_000_000L;

    /** Containers are reached by a pair, and by a bridge as well; turns are warmed up as long. */
    private static final int MOST_PATHS = 2;

    private final Load load;

    ServiceStep(Load load) {
        this.load = load;
    }

    /**
     * The usual rates and turns, as far as the plan has them; arrivals at a rate are the same for
     * every backend of a round.
     */
    static ServiceStep usual(Plan plan, int round) {
        return new ServiceStep(wantedOf(plan, load(plan, round)));
    }

    /** The same for a backend, by its labels on this host. */
    static ServiceStep of(Plan plan, int round, Set<Label> labels) {
        Load usual = load(plan, round);
        boolean translated = labels.contains(Label.EMULATED);
        return new ServiceStep(wantedOf(plan, translated ? usual.translated() : usual));
    }

    private static Load load(Plan plan, int round) {
        return Load.usual(plan.seed() + 1_000_003L * round);
    }

    private static Load wantedOf(Plan plan, Load load) {
        if (!wanted(plan, TURNS)) {
            return load.requestsAlone();
        }
        return wanted(plan, WORKLOAD) ? load : load.turnsAlone();
    }

    /** Whether a plan has one of both: in the whole set, else where it is asked for by name. */
    static boolean wanted(Plan plan) {
        return wanted(plan, WORKLOAD) || wanted(plan, TURNS);
    }

    private static boolean wanted(Plan plan, String workload) {
        String names = plan.parameters().getOrDefault(Overhead.WORKLOADS, "");
        boolean all = Overhead.ALL.equals(plan.parameters().get(Overhead.SET));
        return (all || !names.isEmpty()) && Pattern.compile(names).matcher(workload).find();
    }

    /** The cell that says why a backend cannot be had; none if the plan has no service. */
    static List<CellKey> principal(Plan plan, String backend) {
        if (!wanted(plan)) {
            return List.of();
        }
        String path = backend.equals(Overhead.BASELINE) ? RateResult.LOOPBACK : RateResult.VETH;
        Load load = usual(plan, 0).load;
        return List.of(
                load.rates().isEmpty()
                        ? key(backend, Kind.TURNS, load.turns().get(0), path)
                        : key(backend, Kind.REQUESTS, load.rates().get(0), path));
    }

    /** About how long a step takes, in nanoseconds, but for launches. */
    long stepNanos() {
        return START_NANOS
                + load.warmupNanos()
                + load.rates().size() * load.nanos()
                + 2 * load.turnNanos() * MOST_PATHS * load.turns().size();
    }

    /**
     * A finding for each rate, and for turns of each size; rates above one that was not kept up
     * with have none.
     */
    List<Finding> run(Step step, StepContext context) {
        Reach reach = context.backend().reach();
        String path = path(reach, context.backend().backendClass());
        if (!context.backend().capabilities().contains(Capability.JVM)) {
            return none(
                    step,
                    path,
                    Outcome.Kind.SKIPPED,
                    "no JVM runs in instances of this backend",
                    "compare backends that run one, such as namespace or runc");
        }
        Optional<Availability.Unavailable> obstacle = obstacle(reach);
        if (obstacle.isPresent()) {
            return none(
                    step,
                    path,
                    Outcome.Kind.SKIPPED,
                    obstacle.get().reason(),
                    obstacle.get().remedy());
        }
        String name =
                String.format(Locale.ROOT, "service-r%d-%s", step.round(), plain(step.backend()));
        Path log = context.output().resolve("logs").resolve(name + ".log");
        try {
            Files.createDirectories(log.resolveSibling(""));
            List<RateResult> results =
                    ServiceRun.run(
                            settings(name, step, context),
                            load,
                            context.scratchDirectory().resolve(name),
                            log);
            return findings(step, path, results, log);
        } catch (IOException e) {
            throw new OutputError(
                    "cannot keep what a step needs",
                    log.toString(),
                    String.valueOf(e.getMessage()),
                    "free space, then go on with --resume",
                    e);
        }
    }

    private static Optional<Availability.Unavailable> obstacle(Reach reach) {
        if (reach instanceof Reach.Apart apart) {
            return Optional.of(apart.why());
        }
        return reach instanceof Reach.Forwarded forwarded ? forwarded.obstacle() : Optional.empty();
    }

    private static String path(Reach reach, BackendClass kind) {
        if (reach instanceof Reach.Forwarded) {
            return RateResult.USER;
        }
        return kind == BackendClass.PROCESS ? RateResult.LOOPBACK : RateResult.VETH;
    }

    private List<Finding> findings(Step step, String path, List<RateResult> results, Path log)
            throws IOException {
        List<Finding> findings = new ArrayList<>();
        boolean failed = false;
        boolean saturated = false;
        Set<CellKey> told = new HashSet<>();
        for (RateResult result : results) {
            String way = result.path().isEmpty() ? path : result.path();
            CellKey key = key(step.backend(), result.kind(), result.amount(), way);
            told.add(key);
            saturated |= result.kind() == Kind.REQUESTS && result.absent().isPresent();
            failed |= result.absent().filter(a -> a.kind() == Outcome.Kind.FAILED).isPresent();
            findings.add(
                    result.absent().isPresent()
                            ? new Finding.Missing(key, result.absent().get())
                            : new Finding.Found(
                                    key,
                                    new Round(
                                            step.round(),
                                            step.order(),
                                            new Samples(result.latencyNanos()))));
        }
        List<CellKey> untold =
                keys(step.backend(), path, !saturated).filter(key -> !told.contains(key)).toList();
        if (!untold.isEmpty()) {
            Outcome.Absent early =
                    new Outcome.Absent(
                            Outcome.Kind.FAILED,
                            "the JVM that asks the service ended early: " + LogTail.of(log),
                            "see logs/" + log.getFileName());
            untold.forEach(key -> findings.add(new Finding.Missing(key, early)));
        } else if (!failed) {
            Files.deleteIfExists(log);
        }
        return findings;
    }

    /** The cells of a step over one path: of the rates, unless they have ended, then of turns. */
    private Stream<CellKey> keys(String backend, String path, boolean rates) {
        return Stream.concat(
                (rates ? load.rates() : List.<Integer>of())
                        .stream().map(rate -> key(backend, Kind.REQUESTS, rate, path)),
                load.turns().stream().map(bytes -> key(backend, Kind.TURNS, bytes, path)));
    }

    private List<Finding> none(
            Step step, String path, Outcome.Kind kind, String reason, String remedy) {
        Outcome.Absent why = new Outcome.Absent(kind, reason, remedy);
        return keys(step.backend(), path, true)
                .<Finding>map(key -> new Finding.Missing(key, why))
                .toList();
    }

    private static CellKey key(String backend, Kind kind, int amount, String path) {
        boolean turns = kind == Kind.TURNS;
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put(turns ? BYTES : RATE, Integer.toString(amount));
        parameters.put(PATH, path);
        return new CellKey(
                Overhead.NAME,
                backend,
                turns ? TURNS : WORKLOAD,
                turns ? Metric.SERVICE_TURN : Metric.SERVICE_LATENCY,
                parameters);
    }

    private static ForkSettings settings(String name, Step step, StepContext context) {
        return new ForkSettings(
                context.runId(),
                step.backend(),
                BackendContext.settingsOf(context.plan().parameters()),
                String.format(Locale.ROOT, "service-%d-%d", step.round(), step.order()),
                context.stateDirectory(),
                context.scratchDirectory(),
                context.scratchDirectory().resolve(name + ".samples"),
                0,
                List.of(),
                0,
                0,
                context.harnessCpus(),
                context.instanceCpus());
    }

    /** A key as part of a file's name. */
    private static String plain(String backend) {
        return backend.replaceAll("[^A-Za-z0-9.+-]", "_");
    }
}
