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
import java.util.Optional;
import java.util.Set;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.ForkSettings;
import tare.harness.fork.Holder;
import tare.harness.host.HostMemory;
import tare.harness.host.HostTree;
import tare.harness.host.ProcessTree;
import tare.harness.host.SamePageMerging;
import tare.harness.host.Settling;
import tare.harness.host.TreeAccount;
import tare.harness.linux.Kernel;
import tare.results.failure.HostError;
import tare.results.failure.OutputError;
import tare.results.failure.UsageError;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Step;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

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

    /**
     * Where this is set, a second ladder is climbed with the kernel's same-page merging on; it has
     * settled when a full scan changes what is shared by less than this share, in thousandths. A
     * setting of the whole host: only with the user's leave.
     */
    public static final String MERGE_PERMILLE = "footprint.ksm-permille";

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

    /** For so long scans are waited for at a rung, and about as long they take for guests. */
    private static final Duration LONGEST_MERGING = Duration.ofSeconds(60);

    private static final long MERGING_NANOS = 3_000_000_000L;
    private static final double PERMILLE = 1_000.0;

    private static final Outcome.Absent NOT_OFFERED =
            new Outcome.Absent(
                    Outcome.Kind.SKIPPED,
                    "same-page merging (KSM): none of its memory is offered for it (no mapping is"
                            + " marked mg), so the kernel merges none",
                    "QEMU's guests offer theirs");

    private final Kernel kernel;
    private final MonotonicClock clock;

    public Footprint(Kernel kernel, MonotonicClock clock) {
        this.kernel = kernel;
        this.clock = clock;
    }

    @Override
    public List<String> parameters() {
        return List.of(ROUNDS, LADDER, SETTLE_PERMILLE, SETTLE_READINGS, MERGE_PERMILLE);
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
        long once =
                STEP_NANOS
                        + StartTime.openingNanos(plan, backend)
                        + ladder[ladder.length - 1] * StartTime.launchNanos(plan, backend);
        // Of most backends there is nothing to merge: those that boot are virtual machines.
        boolean twice = merges(plan) && StartTime.launchNanos(plan, backend) > Storm.SLOW_NANOS;
        return twice ? 2 * once + ladder.length * MERGING_NANOS : once;
    }

    private static boolean merges(Plan plan) {
        return plan.parameters().containsKey(MERGE_PERMILLE);
    }

    @Override
    public List<CellKey> principalCells(Plan plan, String backend) {
        return List.of(FootprintFindings.key(backend, Metric.MEMORY_INSTANCE));
    }

    @Override
    public StepOutcome run(Step step, StepContext context) {
        if (!merges(context.plan())) {
            return climbed(step, context, Optional.empty()).outcome();
        }
        HostTree host = HostTree.live();
        Optional<Outcome.Absent> absence = SamePageMerging.absence(host);
        if (absence.isPresent()) {
            Climbed climbed = climbed(step, context, Optional.empty());
            return climbed.and(List.of(unmerged(step, absence.get())), List.of());
        }
        try (SamePageMerging merging = SamePageMerging.take(host, context.journal(), clock)) {
            Climbed without = climbed(step, context, Optional.empty());
            if (!without.offered()) {
                return without.and(List.of(unmerged(step, NOT_OFFERED)), List.of());
            }
            merging.on();
            StepOutcome with = climbed(step, context, Optional.of(merging)).outcome();
            return without.and(with.findings(), with.warnings());
        } catch (IOException e) {
            throw new HostError(
                    "a setting of same-page merging (KSM) cannot be changed or put back",
                    "/sys/kernel/mm/ksm",
                    String.valueOf(e.getMessage()),
                    "tare clean",
                    e);
        }
    }

    private static Finding unmerged(Step step, Outcome.Absent why) {
        return new Finding.Missing(FootprintFindings.mergedKey(step.backend()), why);
    }

    /**
     * What came of a ladder.
     *
     * @param offered whether instances on its highest rung offered memory for merging
     */
    private record Climbed(StepOutcome outcome, boolean offered) {

        StepOutcome and(List<Finding> findings, List<Warning> warnings) {
            List<Finding> all = new ArrayList<>(outcome.findings());
            all.addAll(findings);
            List<Warning> told = new ArrayList<>(outcome.warnings());
            told.addAll(warnings);
            return new StepOutcome(all, told);
        }
    }

    private Climbed climbed(Step step, StepContext context, Optional<SamePageMerging> merging) {
        String name =
                String.format(
                        Locale.ROOT,
                        "%s-r%d-%d%s",
                        NAME,
                        step.round(),
                        step.order(),
                        merging.isPresent() ? "-ksm" : "");
        Path log = context.output().resolve("logs").resolve(name + ".log");
        try (MemoryReader reader =
                MemoryReader.open(context.runId() + "-" + name, kernel, context.journal(), clock)) {
            Files.createDirectories(log.getParent());
            Climbed climbed;
            try (Holder holder = start(name, step, context, log)) {
                reader.enclose(holder.pid());
                holder.awaitStarted();
                holder.warmUp();
                climbed = climb(step, context.plan(), holder, reader, merging);
            }
            Files.deleteIfExists(log);
            return climbed;
        } catch (LaunchException e) {
            Finding failed = failed(step, e, log, merging.isPresent());
            return new Climbed(new StepOutcome(List.of(failed), List.of()), false);
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
                Parameters.integer(plan, SETTLE_PERMILLE) / PERMILLE,
                Math.max(2, Parameters.integer(plan, SETTLE_READINGS)),
                SETTLE_INTERVAL,
                SETTLE_DEADLINE);
    }

    private static Climbed climb(
            Step step,
            Plan plan,
            Holder holder,
            MemoryReader reader,
            Optional<SamePageMerging> merging)
            throws IOException {
        int pid = Math.toIntExact(holder.pid());
        List<Warning> warnings = new ArrayList<>();
        FootprintFindings findings = new FootprintFindings(step, pid, merging.isPresent());
        int[] ladder = ladder(plan, step.backend());
        for (int instances : ladder) {
            holder.hold(instances);
            String where = step.backend() + ", " + instances + " instances";
            double saved =
                    merging.isPresent() ? saved(merging.get(), plan, holder, where, warnings) : 0;
            MemoryReader.Reading reading = reader.settledReading(settled(plan));
            reading.warning(where).ifPresent(warnings::add);
            // Last: to look at a process leaves something of it in the kernel's caches.
            findings.rung(instances, reading, TreeAccount.of(pid), saved);
        }
        int alive = holder.ping();
        int wanted = ladder[ladder.length - 1];
        if (alive != wanted) {
            throw new LaunchException(
                    "proof of life", alive + " of " + wanted + " instances answered", "", null);
        }
        boolean offered =
                merges(plan) && SamePageMerging.offered(HostTree.live(), ProcessTree.of(pid));
        return new Climbed(
                new StepOutcome(findings.all(reader.cgroupAbsence()), warnings), offered);
    }

    /** Waits for the scanner, where there is something for it; bytes that it saves. */
    private static double saved(
            SamePageMerging on, Plan plan, Holder holder, String where, List<Warning> warnings)
            throws IOException {
        int pid = Math.toIntExact(holder.pid());
        if (!SamePageMerging.offered(HostTree.live(), ProcessTree.of(pid))) {
            return 0;
        }
        double share = Parameters.integer(plan, MERGE_PERMILLE) / PERMILLE;
        SamePageMerging.Merged merged = on.await(share, LONGEST_MERGING, holder::alive);
        if (!merged.settled()) {
            warnings.add(
                    new Warning(
                            WarningKind.NOISY_ROUND,
                            where
                                    + ": same-page merging did not settle in "
                                    + merged.scans()
                                    + " full scans"));
        }
        return (double) merged.savedPages() * HostMemory.pageBytes();
    }

    private static Finding failed(Step step, LaunchException e, Path log, boolean merging) {
        String words;
        try {
            words = LogTail.of(log);
        } catch (IOException unreadable) {
            words = String.valueOf(unreadable.getMessage());
        }
        String tail = words.equals("no output") ? "" : "; the helper said: " + words;
        return new Finding.Missing(
                merging
                        ? FootprintFindings.mergedKey(step.backend())
                        : FootprintFindings.key(step.backend(), Metric.MEMORY_INSTANCE),
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
