package tare.harness.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.Stages;
import tare.harness.fork.ForkSettings;
import tare.harness.fork.LaunchSample;
import tare.harness.fork.SampleFile;
import tare.harness.jmh.LaunchFork;
import tare.results.failure.OutputError;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Step;
import tare.results.statistics.Quantiles;

/**
 * How long a launch takes, stage by stage. A step is one JMH fork in single-shot mode: the launch
 * path is warmed, then fresh instances are launched one after the other. Launches whose probe spins
 * first are mixed in by the run's seed: they calibrate the instrument.
 */
public final class StartTime implements Experiment {

    /** Number of launches of a step, without calibration. */
    public static final String LAUNCHES = "boot.launches";

    /** Number of launches of a step for each of the two spins. */
    public static final String CALIBRATIONS = "boot.calibrations";

    /** What one launch took when the plan was made, in microseconds; only for slow backends. */
    public static final String LAUNCH_MICROS = "boot.launch-us";

    /** Number of launches of a step right after the page cache was dropped; absent for none. */
    public static final String COLD = "boot.cold-launches";

    /** Raised when the meaning of the cells changes. */
    public static final int METHOD = 1;

    static final String NAME = "boot";
    private static final String WORKLOAD = "probe";
    private static final String HOST = "host";
    private static final List<Long> SPINS_NANOS = List.of(1_000_000L, 5_000_000L);
    private static final int WARMUP_LAUNCHES = 600;
    private static final long WARMUP_NANOS = 800_000_000L;
    private static final long FAST_LAUNCH_NANOS = 1_300_000L;
    private static final long FORK_NANOS = 1_600_000_000L;

    @Override
    public List<String> parameters() {
        return List.of(LAUNCHES, CALIBRATIONS, LAUNCH_MICROS, COLD);
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
        return EnumSet.of(Capability.CALIBRATION);
    }

    @Override
    public int rounds(Plan plan) {
        return plan.rounds();
    }

    @Override
    public long stepNanos(Plan plan, String backend) {
        long spinning = SPINS_NANOS.stream().mapToLong(Long::longValue).sum();
        return FORK_NANOS
                + Parameters.integer(plan, LAUNCHES, backend) * launchNanos(plan, backend)
                + Parameters.integer(plan, CALIBRATIONS, backend)
                        * (spinning + 2 * launchNanos(plan, backend));
    }

    /** What one launch of a backend took when the plan was made, or a guess. */
    static long launchNanos(Plan plan, String backend) {
        return plan.parameters().containsKey(Parameters.of(LAUNCH_MICROS, backend))
                ? Parameters.integer(plan, LAUNCH_MICROS, backend) * 1_000L
                : FAST_LAUNCH_NANOS;
    }

    @Override
    public List<CellKey> principalCells(String backend) {
        return List.of(key(backend, Metric.STAGE_READY));
    }

    @Override
    public StepOutcome run(Step step, StepContext context) {
        String name = String.format(Locale.ROOT, "%s-r%d-%d", NAME, step.round(), step.order());
        Path samples = context.output().resolve("samples").resolve(name + ".samples");
        Path log = context.output().resolve("logs").resolve(name + ".log");
        try {
            Files.createDirectories(samples.getParent());
            Files.createDirectories(log.getParent());
            int done = SampleFile.read(samples).samples().size();
            List<Long> schedule = schedule(step, context.plan());
            List<Double> jmh = List.of();
            if (done < schedule.size()) {
                jmh =
                        LaunchFork.run(
                                settings(name, step, context, samples, done, schedule),
                                context.scratchDirectory().resolve(name + ".properties"),
                                log,
                                context.output().resolve("exports/jmh/" + name + ".json"));
            }
            StepOutcome outcome =
                    outcome(step, schedule.size(), done, SampleFile.read(samples), jmh, log);
            if (outcome.findings().stream().noneMatch(Finding.Missing.class::isInstance)) {
                Files.deleteIfExists(log);
            }
            return outcome;
        } catch (IOException e) {
            throw new OutputError(
                    "cannot keep the samples of a step",
                    samples.toString(),
                    String.valueOf(e.getMessage()),
                    "free space, then go on with --resume",
                    e);
        }
    }

    /** Plain launches and both spins, in an order that the seed decides. */
    private static List<Long> schedule(Step step, Plan plan) {
        List<Long> schedule = new ArrayList<>();
        schedule.addAll(
                Collections.nCopies(Parameters.integer(plan, LAUNCHES, step.backend()), 0L));
        for (long spin : SPINS_NANOS) {
            schedule.addAll(
                    Collections.nCopies(
                            Parameters.integer(plan, CALIBRATIONS, step.backend()), spin));
        }
        // Last, since they leave the launches after them a colder cache than was meant.
        int cold = plan.parameters().containsKey(COLD) ? Parameters.integer(plan, COLD) : 0;
        long seed = plan.seed() * 31 + step.round() * 1_009L + step.backend().hashCode();
        Shuffle.inPlace(schedule, seed);
        schedule.addAll(Collections.nCopies(cold, ForkSettings.COLD));
        return schedule;
    }

    private static ForkSettings settings(
            String name,
            Step step,
            StepContext context,
            Path samples,
            int done,
            List<Long> schedule) {
        return new ForkSettings(
                context.runId(),
                step.backend(),
                BackendContext.settingsOf(context.plan().parameters()),
                context.runId() + "-" + name,
                context.stateDirectory(),
                context.scratchDirectory(),
                samples,
                done,
                schedule,
                warmupLaunches(step, context.plan()),
                WARMUP_NANOS,
                context.harnessCpus(),
                context.instanceCpus());
    }

    /** As many as compile the path; slow launches as many as the time allows, one at least. */
    private static int warmupLaunches(Step step, Plan plan) {
        long affordable = WARMUP_NANOS / launchNanos(plan, step.backend());
        return (int) Math.max(1, Math.min(WARMUP_LAUNCHES, affordable));
    }

    private StepOutcome outcome(
            Step step,
            int planned,
            int before,
            SampleFile.Content content,
            List<Double> jmh,
            Path log)
            throws IOException {
        List<Finding> findings = new ArrayList<>();
        List<LaunchSample> all = content.samples();
        List<LaunchSample> plain = all.stream().filter(s -> s.spinNanos() == 0).toList();
        if (all.size() < planned) {
            findings.add(missing(step, content, log));
        }
        if (!plain.isEmpty()) {
            stage(findings, step, plain, Metric.STAGE_CREATED, Stages::createdNanos);
            stage(findings, step, plain, Metric.STAGE_ENTERED, Stages::enteredNanos);
            stage(findings, step, plain, Metric.STAGE_READY, Stages::readyNanos);
            duration(findings, step, plain, Metric.STAGE_STOPPED, StartTime::stoppedNanos);
            duration(findings, step, plain, Metric.CPU_CHILD, s -> s.stages().childCpuNanos());
            duration(findings, step, plain, Metric.CPU_TARE, s -> s.stages().tareCpuNanos());
            layers(findings, step, plain);
            calibrate(findings, step, all, plain);
            cold(findings, step, all);
            keepJmh(findings, step, all, before, jmh);
            migrations(findings, step, content);
        }
        return new StepOutcome(findings, List.of());
    }

    private static Finding missing(Step step, SampleFile.Content content, Path log)
            throws IOException {
        if (!content.failures().isEmpty()) {
            SampleFile.Failure failure = content.failures().get(content.failures().size() - 1);
            return new Finding.Missing(
                    key(step.backend(), Metric.STAGE_READY),
                    new Outcome.Absent(Outcome.Kind.FAILED, failure.reason(), failure.remedy()));
        }
        return new Finding.Missing(
                key(step.backend(), Metric.STAGE_READY),
                new Outcome.Absent(
                        Outcome.Kind.FAILED,
                        "the launching JVM ended early: " + LogTail.of(log),
                        "see logs/" + log.getFileName()));
    }

    private static void stage(
            List<Finding> findings,
            Step step,
            List<LaunchSample> samples,
            Metric metric,
            ToLongFunction<Stages> end) {
        duration(
                findings,
                step,
                samples,
                metric,
                s ->
                        end.applyAsLong(s.stages()) == Stages.UNSEEN
                                ? Stages.UNSEEN
                                : end.applyAsLong(s.stages()) - s.stages().startNanos());
    }

    private static long stoppedNanos(LaunchSample sample) {
        return sample.stages().stoppedNanos() - sample.stages().stopRequestedNanos();
    }

    /** A stage that this backend cannot show has no cell: an absent thing is not a zero. */
    private static void duration(
            List<Finding> findings,
            Step step,
            List<LaunchSample> samples,
            Metric metric,
            ToLongFunction<LaunchSample> nanos) {
        double[] values = samples.stream().mapToDouble(s -> nanos.applyAsLong(s)).toArray();
        for (double value : values) {
            if (value == Stages.UNSEEN) {
                return;
            }
            if (value < 0) {
                throw new tare.results.failure.Defect(
                        "a negative duration",
                        step.experiment() + "/" + step.backend() + "/" + metric.id(),
                        value + " ns",
                        "report it");
            }
        }
        findings.add(found(step, key(step.backend(), metric), values));
    }

    /** Layers that every launch shows; what all launches share was found once for the round. */
    private static void layers(List<Finding> findings, Step step, List<LaunchSample> samples) {
        for (Metric metric : samples.get(0).layers().nanos().keySet()) {
            ToLongFunction<LaunchSample> nanos =
                    s -> s.layers().nanos().getOrDefault(metric, Stages.UNSEEN);
            boolean once = samples.stream().mapToLong(nanos).distinct().count() == 1;
            duration(findings, step, once ? samples.subList(0, 1) : samples, metric, nanos);
        }
    }

    private static void calibrate(
            List<Finding> findings, Step step, List<LaunchSample> all, List<LaunchSample> plain) {
        double base = medianReady(plain);
        for (long spin : SPINS_NANOS) {
            List<LaunchSample> spun = all.stream().filter(s -> s.spinNanos() == spin).toList();
            if (!spun.isEmpty()) {
                CellKey key =
                        key(step.backend(), Metric.CALIBRATION_ERROR)
                                .with("spin", spin / 1_000_000 + "ms");
                findings.add(found(step, key, medianReady(spun) - base - spin));
            }
        }
    }

    private static void cold(List<Finding> findings, Step step, List<LaunchSample> all) {
        double[] cold =
                all.stream()
                        .filter(sample -> sample.spinNanos() == ForkSettings.COLD)
                        .mapToDouble(LaunchSample::readyNanos)
                        .toArray();
        if (cold.length > 0) {
            CellKey key = key(step.backend(), Metric.STAGE_READY).with("cache", "cold");
            findings.add(found(step, key, cold));
        }
    }

    /**
     * JMH's figure for the same launches: {@code Doubts} compares the two when all rounds are in.
     */
    private static void keepJmh(
            List<Finding> findings,
            Step step,
            List<LaunchSample> all,
            int before,
            List<Double> jmh) {
        if (jmh.isEmpty() || jmh.size() != all.size() - before) {
            return; // the fork failed, and a finding says so
        }
        double[] theirs =
                IntStream.range(before, all.size())
                        .filter(i -> all.get(i).spinNanos() == 0)
                        .mapToDouble(i -> jmh.get(i - before))
                        .toArray();
        if (theirs.length > 0) {
            findings.add(found(step, key(step.backend(), Metric.JMH_LAUNCH), theirs));
        }
    }

    private static void migrations(List<Finding> findings, Step step, SampleFile.Content content) {
        if (content.migrations().isPresent()) {
            CellKey key = CellKey.of(NAME, step.backend(), HOST, Metric.HOST_MIGRATIONS);
            findings.add(found(step, key, (double) content.migrations().getAsLong()));
        }
    }

    private static double medianReady(List<LaunchSample> samples) {
        return Quantiles.median(samples.stream().mapToDouble(LaunchSample::readyNanos).toArray());
    }

    private static Finding found(Step step, CellKey key, double... values) {
        return new Finding.Found(key, new Round(step.round(), step.order(), new Samples(values)));
    }

    private static CellKey key(String backend, Metric metric) {
        return CellKey.of(NAME, backend, WORKLOAD, metric);
    }
}
