package tare.harness.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.ForkSettings;
import tare.harness.jmh.BenchRun;
import tare.harness.jmh.Job;
import tare.harness.jmh.JobResult;
import tare.harness.jmh.Jobs;
import tare.harness.linux.Kernel;
import tare.results.failure.OutputError;
import tare.results.failure.Spelling;
import tare.results.failure.UsageError;
import tare.results.model.BackendClass;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Step;
import tare.workloads.benchmark.Workload;
import tare.workloads.benchmark.Workloads;

/**
 * How much slower the same work runs inside an isolation than in a bare process. A step is one JMH
 * fork for each workload, in an instance of its own, and the payload kernels: the same work as
 * machine code, timed by the host.
 */
public final class Overhead implements Experiment {

    public static final String NAME = "overhead";

    /** Number of rounds: each has one fork of each workload in each backend. */
    public static final String ROUNDS = "overhead.rounds";

    /** A regular expression that is to be found in the names of the workloads. */
    public static final String WORKLOADS = "overhead.workloads";

    /** {@code quick} for the registry's quick variants, {@code all} for every one. */
    public static final String SET = "overhead.set";

    /** Iterations of a fork before those that are measured. */
    public static final String WARMUPS = "overhead.warmups";

    /** Length of each, in milliseconds. */
    public static final String WARMUP_MILLIS = "overhead.warmup-ms";

    /** Measured iterations of a fork. */
    public static final String ITERATIONS = "overhead.iterations";

    /** Length of each, in milliseconds. */
    public static final String ITERATION_MILLIS = "overhead.iteration-ms";

    /** Chunks of some 10 ms for each payload kernel. */
    public static final String CHUNKS = "overhead.kernel-chunks";

    /** Raised when the meaning of the cells changes. */
    public static final int METHOD = 1;

    /** What all others are compared with. */
    public static final String BASELINE = "process";

    /** The word for every variant. */
    static final String ALL = "all";

    static final String QUICK = "quick";

    /** Where an instance with a root of its own may write on that. */
    private static final Path OWN_ROOT = Path.of("/work");

    /** The JVM that hosts JMH, and what it finds out of the JVM before its first fork. */
    private static final long HOST_NANOS = 2_000_000_000L;

    /** A fork's JVM until JMH's first iteration, and its end. */
    private static final long FORK_NANOS = 750_000_000L;

    private static final long START_NANOS = 60_000_000_000L;
    private static final long MARGIN_NANOS = 60_000_000_000L;
    private static final long MILLION = 1_000_000;

    private final Kernel kernel;
    private final MonotonicClock clock;

    public Overhead(Kernel kernel, MonotonicClock clock) {
        this.kernel = kernel;
        this.clock = clock;
    }

    @Override
    public List<String> parameters() {
        return List.of(
                ROUNDS,
                WORKLOADS,
                SET,
                WARMUPS,
                WARMUP_MILLIS,
                ITERATIONS,
                ITERATION_MILLIS,
                CHUNKS);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int method() {
        return METHOD;
    }

    @Override
    public Set<Capability> needs() {
        return EnumSet.noneOf(Capability.class);
    }

    @Override
    public int rounds(Plan plan) {
        return Parameters.integer(plan, ROUNDS);
    }

    @Override
    public long stepNanos(Plan plan, String backend) {
        long fork = 2 * StartTime.launchNanos(plan, backend) + FORK_NANOS + iterationsNanos(plan);
        long forks = cases(plan).size();
        return (forks == 0 ? 0 : HOST_NANOS + (forks + 1) * fork)
                + StartTime.openingNanos(plan, backend)
                + (kernels(plan) ? kernelStep(plan).stepNanos() : 0)
                + (ServiceStep.wanted(plan) ? ServiceStep.usual(plan, 0).stepNanos() : 0);
    }

    @Override
    public List<CellKey> principalCells(Plan plan, String backend) {
        return Stream.concat(
                        cases(plan).stream().map(work -> work.key(backend)),
                        ServiceStep.principal(plan, backend).stream())
                .toList();
    }

    /**
     * Names of all workloads, the payload kernels' among them.
     *
     * @throws UsageError if the pattern is none, or finds nothing in any of them
     */
    public static List<String> workloads(String pattern) {
        Pattern names = pattern(pattern);
        List<String> all = all();
        List<String> found = all.stream().filter(name -> names.matcher(name).find()).toList();
        if (found.isEmpty()) {
            List<String> near =
                    all.stream()
                            .filter(name -> Spelling.nearest(pattern, List.of(name)).isPresent())
                            .toList();
            String remedy =
                    near.isEmpty()
                            ? "known are " + String.join(", ", all)
                            : "did you mean " + String.join(" or ", near) + "?";
            throw new UsageError(
                    "no workload has such a name",
                    "--workload " + pattern,
                    "the pattern is found in no name",
                    remedy);
        }
        return found;
    }

    /** Names of all workloads, in the order in which they are shown. */
    public static List<String> all() {
        return Stream.of(
                        Workloads.all().stream()
                                .map(Workload::id)
                                .filter(id -> !id.equals(Workloads.CANARY)),
                        KernelCase.ALL.stream().map(c -> c.kernel().workload()),
                        Stream.of(ServiceStep.WORKLOAD, ServiceStep.TURNS))
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new UsageError(
                    "this is no regular expression",
                    "--workload " + text,
                    e.getDescription(),
                    "quote it for the shell, for example --workload 'linpack|stream'",
                    e);
        }
    }

    private static List<OverheadCase> cases(Plan plan) {
        String set = plan.parameters().getOrDefault(SET, QUICK);
        if (!set.equals(QUICK) && !set.equals(ALL)) {
            throw new UsageError(
                    "there is no such set of workloads", SET, "it is '" + set + "'", SET + "=all");
        }
        return OverheadCase.of(names(plan), set.equals(QUICK));
    }

    private static Pattern names(Plan plan) {
        return pattern(plan.parameters().getOrDefault(WORKLOADS, ""));
    }

    private static boolean kernels(Plan plan) {
        return KernelCase.ALL.stream()
                .anyMatch(c -> names(plan).matcher(c.kernel().workload()).find());
    }

    private KernelStep kernelStep(Plan plan) {
        int proofRounds = KernelStep.proofRounds(Parameters.integer(plan, ROUNDS));
        return new KernelStep(kernel, clock, Parameters.integer(plan, CHUNKS), proofRounds);
    }

    private static long iterationsNanos(Plan plan) {
        return MILLION
                * ((long) Parameters.integer(plan, WARMUPS)
                                * Parameters.integer(plan, WARMUP_MILLIS)
                        + (long) Parameters.integer(plan, ITERATIONS)
                                * Parameters.integer(plan, ITERATION_MILLIS));
    }

    @Override
    public StepOutcome run(Step step, StepContext context) {
        List<Finding> findings = new ArrayList<>();
        List<OverheadCase> cases = cases(context.plan());
        OverheadFindings jmh = new OverheadFindings(step, cases);
        if (!cases.isEmpty()) {
            if (context.backend().capabilities().contains(Capability.JVM)) {
                findings.addAll(measured(step, context, cases, jmh));
            } else {
                findings.addAll(
                        jmh.none(
                                Outcome.Kind.SKIPPED,
                                "no JVM runs in instances of this backend",
                                ""));
            }
        }
        if (kernels(context.plan()) && KernelStep.fits(context.backend())) {
            Pattern names = names(context.plan());
            kernelStep(context.plan()).run(step, context).stream()
                    .filter(found -> names.matcher(found.key().workload()).find())
                    .forEach(findings::add);
        }
        if (ServiceStep.wanted(context.plan())) {
            findings.addAll(
                    ServiceStep.of(context.plan(), step.round(), context.backend().labels())
                            .run(step, context));
        }
        return new StepOutcome(findings, List.of());
    }

    private List<Finding> measured(
            Step step, StepContext context, List<OverheadCase> cases, OverheadFindings findings) {
        String name =
                String.format(Locale.ROOT, "%s-r%d-%s", NAME, step.round(), plain(step.backend()));
        Path directory = context.scratchDirectory().resolve(name);
        Path log = context.output().resolve("logs").resolve(name + ".log");
        long startNanos = clock.nanos();
        try {
            Files.createDirectories(log.getParent());
            Jobs jobs = jobs(name, context, cases, directory);
            List<JobResult> results =
                    BenchRun.run(settings(name, step, context), jobs, directory, log);
            List<Finding> found = new ArrayList<>(findings.of(results, log));
            long wall = clock.nanos() - startNanos;
            double measuring = results.size() * (double) jobs.iterationsNanos();
            found.add(
                    new Finding.Found(
                            CellKey.of(NAME, step.backend(), "host", Metric.HOST_UNMEASURED),
                            new Round(
                                    step.round(),
                                    step.order(),
                                    new Samples(Math.max(0, 1 - measuring / wall)))));
            if (results.stream().noneMatch(JobResult::failed) && results.size() > cases.size()) {
                Files.deleteIfExists(log);
            }
            return found;
        } catch (IOException e) {
            throw new OutputError(
                    "cannot keep what a step needs",
                    log.toString(),
                    String.valueOf(e.getMessage()),
                    "free space, then go on with --resume",
                    e);
        }
    }

    private static Jobs jobs(
            String name, StepContext context, List<OverheadCase> cases, Path directory) {
        Plan plan = context.plan();
        boolean bare = context.backend().backendClass() == BackendClass.PROCESS;
        List<Job> jobs =
                Stream.concat(Stream.of(OverheadCase.canary()), cases.stream())
                        .map(work -> work.job(bare ? directory : OWN_ROOT, directory))
                        .toList();
        return new Jobs(
                Parameters.integer(plan, WARMUPS),
                Parameters.integer(plan, WARMUP_MILLIS) * MILLION,
                Parameters.integer(plan, ITERATIONS),
                Parameters.integer(plan, ITERATION_MILLIS) * MILLION,
                START_NANOS,
                MARGIN_NANOS,
                context.output().toAbsolutePath().resolve("exports/jmh").resolve(name),
                context.output().toAbsolutePath().resolve("logs").resolve(name),
                jobs);
    }

    private static ForkSettings settings(String name, Step step, StepContext context) {
        return new ForkSettings(
                context.runId(),
                step.backend(),
                BackendContext.settingsOf(context.plan().parameters()),
                String.format(Locale.ROOT, "%s-%d-%d", NAME, step.round(), step.order()),
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
