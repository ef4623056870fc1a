package tare.harness.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.ForkSettings;
import tare.harness.fork.Holder;
import tare.harness.host.Settling;
import tare.harness.host.TreeAccount;
import tare.harness.linux.Kernel;
import tare.results.failure.OutputError;
import tare.results.failure.UsageError;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Step;
import tare.results.model.Warning;

/**
 * What one more idle instance costs in memory: the slope over the number of live instances, not one
 * reading. A helper JVM inside a memory cgroup of its own holds them. At each rung of the ladder,
 * once the charge has settled, four accounts are read: the cgroup's charge with kernel memory in
 * it, MemAvailable, the processes' proportional set sizes, and what the kernel says it holds for
 * itself.
 */
public final class Footprint implements Experiment {

    /** Number of rounds: each climbs the ladder once. */
    public static final String ROUNDS = "footprint.rounds";

    /** Numbers of live instances at which memory is read, ascending, from 0. */
    public static final String LADDER = "footprint.ladder";

    /** The charge has settled when readings differ by less than this share, in thousandths. */
    public static final String SETTLE_PERMILLE = "footprint.settle-permille";

    /** So many readings in a row, 75 ms apart, for 5 s at most. */
    public static final String SETTLE_READINGS = "footprint.settle-readings";

    /** Raised when the meaning of the cells changes. */
    public static final int METHOD = 2;

    static final String NAME = "footprint";
    private static final Duration SETTLE_INTERVAL = Duration.ofMillis(75);
    private static final Duration SETTLE_DEADLINE = Duration.ofSeconds(5);
    private static final int WARMUP_LAUNCHES = 300;
    private static final long WARMUP_NANOS = 1_000_000_000L;
    private static final long STEP_NANOS = 4_000_000_000L;

    private final Kernel kernel;
    private final MonotonicClock clock;

    public Footprint(Kernel kernel, MonotonicClock clock) {
        this.kernel = kernel;
        this.clock = clock;
    }

    @Override
    public List<String> parameters() {
        return List.of(ROUNDS, LADDER, SETTLE_PERMILLE, SETTLE_READINGS);
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
        int[] ladder = ladder(plan, backend);
        return STEP_NANOS
                + StartTime.openingNanos(plan, backend)
                + ladder[ladder.length - 1] * StartTime.launchNanos(plan, backend);
    }

    @Override
    public List<CellKey> principalCells(Plan plan, String backend) {
        return List.of(FootprintFindings.key(backend, Metric.MEMORY_INSTANCE));
    }

    @Override
    public StepOutcome run(Step step, StepContext context) {
        String name = String.format(Locale.ROOT, "%s-r%d-%d", NAME, step.round(), step.order());
        Path log = context.output().resolve("logs").resolve(name + ".log");
        try (MemoryReader reader =
                MemoryReader.open(context.runId() + "-" + name, kernel, context.journal(), clock)) {
            Files.createDirectories(log.getParent());
            List<Warning> warnings = new ArrayList<>();
            List<Finding> findings;
            try (Holder holder = start(name, step, context, log)) {
                reader.enclose(holder.pid());
                holder.awaitStarted();
                holder.warmUp();
                findings =
                        climb(
                                step,
                                ladder(context.plan(), step.backend()),
                                settled(context.plan()),
                                holder,
                                reader,
                                warnings);
            }
            Files.deleteIfExists(log);
            return new StepOutcome(findings, warnings);
        } catch (LaunchException e) {
            return new StepOutcome(List.of(failed(step, e, log)), List.of());
        } catch (IOException e) {
            throw new OutputError(
                    "cannot keep what a step needs",
                    log.toString(),
                    String.valueOf(e.getMessage()),
                    "free space, then go on with --resume",
                    e);
        }
    }

    private static Holder start(String name, Step step, StepContext context, Path log)
            throws IOException {
        ForkSettings settings =
                new ForkSettings(
                        context.runId(),
                        step.backend(),
                        BackendContext.settingsOf(context.plan().parameters()),
                        context.runId() + "-" + name,
                        context.stateDirectory(),
                        context.scratchDirectory(),
                        context.scratchDirectory().resolve(name + ".samples"),
                        0,
                        List.of(),
                        WARMUP_LAUNCHES,
                        WARMUP_NANOS,
                        "",
                        "");
        return Holder.start(
                settings, context.scratchDirectory().resolve(name + ".properties"), log);
    }

    private static Settling.Criterion settled(Plan plan) {
        return new Settling.Criterion(
                Parameters.integer(plan, SETTLE_PERMILLE) / 1_000.0,
                Math.max(2, Parameters.integer(plan, SETTLE_READINGS)),
                SETTLE_INTERVAL,
                SETTLE_DEADLINE);
    }

    private static List<Finding> climb(
            Step step,
            int[] ladder,
            Settling.Criterion settled,
            Holder holder,
            MemoryReader reader,
            List<Warning> warnings)
            throws IOException {
        int pid = Math.toIntExact(holder.pid());
        FootprintFindings findings = new FootprintFindings(step, pid);
        for (int instances : ladder) {
            holder.hold(instances);
            MemoryReader.Reading reading = reader.settledReading(settled);
            reading.warning(step.backend() + ", " + instances + " instances")
                    .ifPresent(warnings::add);
            // Last: to look at a process leaves something of it in the kernel's caches.
            findings.rung(instances, reading, TreeAccount.of(pid));
        }
        int alive = holder.ping();
        int wanted = ladder[ladder.length - 1];
        if (alive != wanted) {
            throw new LaunchException(
                    "proof of life", alive + " of " + wanted + " instances answered", "", null);
        }
        return findings.all(reader.cgroupAbsence());
    }

    private static Finding failed(Step step, LaunchException e, Path log) {
        String words;
        try {
            words = LogTail.of(log);
        } catch (IOException unreadable) {
            words = String.valueOf(unreadable.getMessage());
        }
        String tail = words.equals("no output") ? "" : "; the helper said: " + words;
        return new Finding.Missing(
                FootprintFindings.key(step.backend(), Metric.MEMORY_INSTANCE),
                new Outcome.Absent(Outcome.Kind.FAILED, e.getMessage() + tail, e.remedy()));
    }

    private static int[] ladder(Plan plan, String backend) {
        String text = Parameters.text(plan, LADDER, backend);
        try {
            int[] rungs = Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
            boolean ascending = rungs.length >= 2 && rungs[0] >= 0;
            for (int i = 1; i < rungs.length; i++) {
                ascending &= rungs[i] > rungs[i - 1];
            }
            if (ascending) {
                return rungs;
            }
        } catch (NumberFormatException e) {
            // falls through to the one error that says it all
        }
        throw new UsageError(
                "the ladder is not an ascending list of at least two numbers",
                LADDER,
                "it is '" + text + "'",
                "give for example " + LADDER + "=0,50,100,200");
    }
}
