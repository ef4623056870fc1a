package tare.harness.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tare.harness.backend.Availability;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.Reach;
import tare.harness.fork.ForkSettings;
import tare.harness.service.Load;
import tare.harness.service.RateResult;
import tare.harness.service.ServiceRun;
import tare.results.failure.OutputError;
import tare.results.model.BackendClass;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Step;

/**
 * The service's part of one step of the experiment on overhead: a store of keys and values in an
 * instance, asked by an open loop from the host at one rate after the other.
 */
final class ServiceStep {

    /** The cells' workload. */
    static final String WORKLOAD = "key-value-service";

    private static final String RATE = "rate";
    private static final String PATH = "path";

    /** Both JVMs until the first request. */
    private static final long START_NANOS = 3_000_000_000L;

    private final Load load;

    ServiceStep(Load load) {
        this.load = load;
    }

    /** The usual rates; arrivals are the same for every backend of a round. */
    static ServiceStep usual(Plan plan, int round) {
        return new ServiceStep(Load.usual(plan.seed() + 1_000_003L * round));
    }

    /** Whether a plan has the service: in the whole set, else where it is asked for by name. */
    static boolean wanted(Plan plan) {
        String names = plan.parameters().getOrDefault(Overhead.WORKLOADS, "");
        boolean all = Overhead.ALL.equals(plan.parameters().get(Overhead.SET));
        return (all || !names.isEmpty()) && Pattern.compile(names).matcher(WORKLOAD).find();
    }

    /** The cell that says why a backend cannot be had; none if the plan has no service. */
    static List<CellKey> principal(Plan plan, String backend) {
        if (!wanted(plan)) {
            return List.of();
        }
        String path = backend.equals(Overhead.BASELINE) ? RateResult.LOOPBACK : RateResult.VETH;
        return List.of(key(backend, Load.usual(plan.seed()).rates().get(0), path));
    }

    /** About how long a step takes, in nanoseconds, but for launches. */
    long stepNanos() {
        return START_NANOS + load.warmupNanos() + load.rates().size() * load.nanos();
    }

    /** A finding for each rate; rates above one that was not kept up with have none. */
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
        boolean ended = false;
        for (RateResult result : results) {
            String way = result.path().isEmpty() ? path : result.path();
            CellKey key = key(step.backend(), result.rate(), way);
            ended = result.absent().isPresent();
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
        if (!ended && results.size() < load.rates().size()) {
            Outcome.Absent early =
                    new Outcome.Absent(
                            Outcome.Kind.FAILED,
                            "the JVM that asks the service ended early: " + LogTail.of(log),
                            "see logs/" + log.getFileName());
            for (int rate : load.rates().subList(results.size(), load.rates().size())) {
                findings.add(new Finding.Missing(key(step.backend(), rate, path), early));
            }
        } else if (!failed) {
            Files.deleteIfExists(log);
        }
        return findings;
    }

    private List<Finding> none(
            Step step, String path, Outcome.Kind kind, String reason, String remedy) {
        Outcome.Absent why = new Outcome.Absent(kind, reason, remedy);
        List<Finding> findings = new ArrayList<>();
        for (int rate : load.rates()) {
            findings.add(new Finding.Missing(key(step.backend(), rate, path), why));
        }
        return findings;
    }

    private static CellKey key(String backend, int rate, String path) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put(RATE, Integer.toString(rate));
        parameters.put(PATH, path);
        return new CellKey(Overhead.NAME, backend, WORKLOAD, Metric.SERVICE_LATENCY, parameters);
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
