package tare.harness.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import tare.harness.backend.Capability;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.harness.crowd.Bounds;
import tare.harness.crowd.Crowd;
import tare.harness.crowd.Growth;
import tare.harness.fork.CommandedJvm;
import tare.harness.fork.LadderMain;
import tare.harness.fork.RungSamples;
import tare.harness.linux.Kernel;
import tare.harness.linux.ResourceLimit;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Step;

/**
 * What each layer of an isolation adds to a start: rungs from no layer to all, and all but each, in
 * turns within a step. A backend that Tare cannot take apart has one rung, to stand beside.
 */
public final class Ladder implements Experiment {

    /** Number of rounds: each climbs every rung of every backend. */
    public static final String ROUNDS = "ladder.rounds";

    /** Launches of each rung in a round; fewer of backends that take long. */
    public static final String LAUNCHES = "ladder.launches";

    /** Rungs of a backend's ladder, as counted when the plan was made; absent for one. */
    public static final String RUNGS = "ladder.rungs";

    /**
     * How many more instances of the backend live while it is climbed a second time; absent for one
     * climb alone.
     */
    public static final String BESIDE = "ladder.beside";

    /** Raised when the meaning of the cells changes. */
    public static final int METHOD = 1;

    static final String NAME = "ladder";
    private static final int WARMUP_LAUNCHES = 800;
    private static final long WARMUP_NANOS = 1_000_000_000L;
    private static final long JVM_NANOS = 1_000_000_000L;
    private static final long RUNG_NANOS = 2_500_000L;

    private static final long CROWD_NANOS = 60_000_000_000L;

    /** What all launches of a step may take, unless one turn takes more. */
    private static final long BUDGET_NANOS = 6_000_000_000L;

    private final Kernel kernel;
    private final MonotonicClock clock;

    public Ladder(Kernel kernel, MonotonicClock clock) {
        this.kernel = kernel;
        this.clock = clock;
    }

    @Override
    public List<String> parameters() {
        return List.of(ROUNDS, LAUNCHES, RUNGS, BESIDE);
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
        long rung = Math.max(StartTime.launchNanos(plan, backend), RUNG_NANOS);
        long climb = WARMUP_NANOS + launches(plan, backend) * rungs(plan, backend) * rung;
        int beside = beside(plan, backend);
        // Of the crowd a start each, its helpers, and its end.
        long again =
                beside == 0
                        ? 0
                        : climb + 2 * JVM_NANOS + beside * StartTime.launchNanos(plan, backend);
        return JVM_NANOS + StartTime.openingNanos(plan, backend) + climb + again;
    }

    private static int beside(Plan plan, String backend) {
        return Parameters.text(plan, BESIDE, backend).isEmpty()
                ? 0
                : Parameters.integer(plan, BESIDE, backend);
    }

    private static long rungs(Plan plan, String backend) {
        return plan.parameters().containsKey(Parameters.of(RUNGS, backend))
                ? Parameters.integer(plan, RUNGS, backend)
                : 1;
    }

    /** As many turns as a plan says, or as a slow backend has time for. */
    private static int launches(Plan plan, String backend) {
        long turn = rungs(plan, backend) * StartTime.launchNanos(plan, backend);
        return (int) Math.max(1, Math.min(Parameters.integer(plan, LAUNCHES), BUDGET_NANOS / turn));
    }

    @Override
    public List<CellKey> principalCells(Plan plan, String backend) {
        return List.of(CellKey.of(NAME, backend, LadderFindings.WORKLOAD, Metric.LADDER_TIME));
    }

    @Override
    public StepOutcome run(Step step, StepContext context) {
        long launch = StartTime.launchNanos(context.plan(), step.backend());
        int warmup = (int) Math.max(1, Math.min(WARMUP_LAUNCHES, WARMUP_NANOS / launch));
        Commanded commanded = Commanded.of(NAME, step, context, warmup, WARMUP_NANOS);
        List<Finding> findings = new ArrayList<>();
        try {
            Files.createDirectories(commanded.log().getParent());
            try (CommandedJvm jvm =
                    CommandedJvm.start(
                            LadderMain.class,
                            commanded.settings(),
                            commanded.settingsFile(),
                            commanded.log())) {
                jvm.awaitStarted();
                findings.addAll(climb(jvm, commanded, step, context, 0));
                int beside = beside(context.plan(), step.backend());
                if (beside > 0) {
                    findings.addAll(among(beside, jvm, commanded, step, context));
                }
            }
            Files.deleteIfExists(commanded.log());
        } catch (LaunchException e) {
            findings.add(
                    new Finding.Missing(
                            principalCells(context.plan(), step.backend()).get(0),
                            commanded.failed(e)));
        } catch (IOException e) {
            throw commanded.unkept(e);
        }
        return new StepOutcome(findings, List.of());
    }

    private static List<Finding> climb(
            CommandedJvm jvm, Commanded commanded, Step step, StepContext context, int beside)
            throws IOException {
        long seed = context.plan().seed() * 31 + step.round();
        jvm.ask("climb " + launches(context.plan(), step.backend()) + " " + seed);
        return new LadderFindings(step, beside)
                .of(RungSamples.read(LadderMain.file(commanded.settings())));
    }

    /**
     * The same beside so many: what a layer costs may grow with what the kernel has of it. A
     * failure is this climb's alone.
     */
    private List<Finding> among(
            int beside, CommandedJvm jvm, Commanded commanded, Step step, StepContext context)
            throws IOException {
        String name = String.format(Locale.ROOT, "%s-r%d-%d", NAME, step.round(), step.order());
        List<Finding> findings = new ArrayList<>();
        try (MemoryReader reader =
                MemoryReader.open(context.runId() + "-" + name, kernel, context.journal(), clock)) {
            KeeperStart start =
                    new KeeperStart(
                            name, step, context, reader, commanded.log(), Density.heap(beside));
            long most = ResourceLimit.of(kernel, ResourceLimit.Kind.DESCRIPTORS).hard();
            Bounds bounds = bounds(context.plan(), step.backend(), beside);
            try (Crowd crowd = new Crowd(clock, bounds, start::open, most)) {
                crowd.open();
                Growth growth = crowd.grow(alive -> {});
                if (growth.alive() < beside) {
                    findings.add(tooFew(beside, growth, step));
                } else {
                    findings.addAll(climb(jvm, commanded, step, context, beside));
                }
                crowd.end();
            }
        } catch (LaunchException e) {
            CellKey key = new LadderFindings(step, beside).plain(Metric.LADDER_TIME);
            findings.add(new Finding.Missing(key, commanded.failed(e)));
        }
        return findings;
    }

    /** Starts take longer the more there are: ten times what one took alone, and a minute. */
    private static Bounds bounds(Plan plan, String backend, int beside) {
        long nanos = CROWD_NANOS + 10L * beside * StartTime.launchNanos(plan, backend);
        return Density.bounds(plan, backend, beside, OptionalLong.empty(), nanos);
    }

    private static Finding tooFew(int beside, Growth growth, Step step) {
        return new Finding.Missing(
                new LadderFindings(step, beside).plain(Metric.LADDER_TIME),
                new Outcome.Absent(
                        Outcome.Kind.FAILED,
                        growth.alive()
                                + " of "
                                + beside
                                + " live: "
                                + growth.limit().id()
                                + ", "
                                + growth.reason(),
                        growth.remedy()));
    }
}
