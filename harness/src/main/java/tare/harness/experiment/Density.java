package tare.harness.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import tare.harness.host.HostMemory;
import tare.harness.host.Settling;
import tare.harness.host.TreeAccount;
import tare.harness.linux.Kernel;
import tare.harness.linux.ResourceLimit;
import tare.results.failure.OutputError;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Step;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/**
 * How many instances live on this host at once: they are started until the first limit, which is
 * named; every start is a sample. At the end all of them act once more, and are then ended at once.
 */
public final class Density implements Experiment {

    /** Number of rounds. */
    public static final String ROUNDS = "density.rounds";

    /** How many instances at most. */
    public static final String MOST = "density.max";

    /** Percent of the host's memory that stays available. */
    public static final String FLOOR = "density.floor-percent";

    /** What p99 of the last hundred starts must not exceed, in microseconds; absent for none. */
    public static final String SLA = "density.sla-us";

    /** For how long the crowd may grow, in seconds. */
    public static final String SECONDS = "density.seconds";

    /** How many processes start instances at the same time. */
    public static final String LAUNCHERS = "density.launchers";

    /** How many processes may hold instances. */
    public static final String HELPERS = "density.helpers";

    /**
     * Raised when the meaning of the cells changes: with 2 each launcher has a CPU to itself; with
     * 3 free pages on the lists of single CPUs count as available when the floor is looked at; with
     * 4 the view of a bare guest's vCPU is given back once it is ready.
     */
    public static final int METHOD = 4;

    static final String NAME = "density";

    /** Readings of memory on the way. */
    private static final int MARKS = 20;

    private static final long STEP_NANOS = 4_000_000_000L;
    private static final int LEAST_HEAP = 48;
    private static final int INSTANCES_PER_MEGABYTE = 200;

    private final Kernel kernel;
    private final MonotonicClock clock;

    public Density(Kernel kernel, MonotonicClock clock) {
        this.kernel = kernel;
        this.clock = clock;
    }

    @Override
    public List<String> parameters() {
        return List.of(ROUNDS, MOST, FLOOR, SLA, SECONDS, LAUNCHERS, HELPERS);
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
        long growth =
                Math.min(
                        Parameters.integer(plan, SECONDS, backend) * 1_000_000_000L,
                        Parameters.integer(plan, MOST, backend)
                                * StartTime.launchNanos(plan, backend));
        return STEP_NANOS + StartTime.openingNanos(plan, backend) + growth;
    }

    @Override
    public List<CellKey> principalCells(Plan plan, String backend) {
        return List.of(DensityFindings.key(backend, Metric.DENSITY_INSTANCES));
    }

    @Override
    public StepOutcome run(Step step, StepContext context) {
        String name = String.format(Locale.ROOT, "%s-r%d-%d", NAME, step.round(), step.order());
        Path log = context.output().resolve("logs").resolve(name + ".log");
        Bounds bounds = bounds(context.plan(), step.backend());
        try (MemoryReader reader =
                MemoryReader.open(context.runId() + "-" + name, kernel, context.journal(), clock)) {
            KeeperStart start =
                    new KeeperStart(name, step, context, reader, log, heap(bounds.most()));
            long most = ResourceLimit.of(kernel, ResourceLimit.Kind.DESCRIPTORS).hard();
            StepOutcome outcome;
            try (Crowd crowd = new Crowd(clock, bounds, start::open, most)) {
                outcome = grow(step, crowd, reader);
            }
            Files.deleteIfExists(log);
            return outcome;
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

    private static StepOutcome grow(Step step, Crowd crowd, MemoryReader reader)
            throws IOException {
        DensityFindings findings = new DensityFindings(step);
        crowd.open();
        long killed = HostMemory.read().oomKills();
        account(findings, 0, reader);
        Growth growth =
                crowd.grow(
                        alive -> {
                            if (alive > 0) {
                                findings.memory(alive, reader.reading());
                            }
                        });
        if (growth.alive() > 0) {
            account(findings, growth.alive(), reader);
        }
        int answering = crowd.ping();
        long ending = crowd.end();
        findings.growth(growth, answering, ending);
        return new StepOutcome(
                findings.all(),
                warnings(step, growth, answering, HostMemory.read().oomKills() - killed));
    }

    private static void account(DensityFindings findings, int alive, MemoryReader reader)
            throws IOException {
        MemoryReader.Reading reading = reader.settledReading(Settling.Criterion.MEMORY);
        int self = Math.toIntExact(ProcessHandle.current().pid());
        findings.account(alive, reading, TreeAccount.pssBelow(self));
    }

    private static List<Warning> warnings(Step step, Growth growth, int answering, long killed) {
        List<Warning> warnings = new ArrayList<>();
        String where = step.backend() + ", " + growth.starts().size() + " instances: ";
        if (growth.limit().ofHost()) {
            warnings.add(
                    new Warning(
                            WarningKind.LIMIT,
                            where
                                    + growth.limit().id()
                                    + ", "
                                    + growth.reason()
                                    + "; to change: "
                                    + growth.remedy()));
        }
        int died = growth.alive() - answering + growth.lost();
        if (died > 0 || killed > 0) {
            warnings.add(
                    new Warning(
                            WarningKind.LIMIT,
                            where
                                    + died
                                    + " of them did not answer at the end; the kernel killed "
                                    + killed
                                    + " processes for want of memory meanwhile"));
        }
        return warnings;
    }

    private static Bounds bounds(Plan plan, String backend) {
        String sla = Parameters.text(plan, SLA, backend);
        return bounds(
                plan,
                backend,
                Parameters.integer(plan, MOST, backend),
                sla.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(1_000L * Parameters.integer(plan, SLA, backend)),
                1_000_000_000L * Parameters.integer(plan, SECONDS, backend));
    }

    /** A plan's bounds of a crowd of so many. */
    static Bounds bounds(Plan plan, String backend, int most, OptionalLong slaNanos, long nanos) {
        int launchers = Parameters.integer(plan, LAUNCHERS, backend);
        return new Bounds(
                most,
                HostMemory.read().totalBytes() / 100 * Parameters.integer(plan, FLOOR, backend),
                slaNanos,
                nanos,
                launchers,
                Math.max(launchers, Parameters.integer(plan, HELPERS, backend)),
                Math.max(1, most / MARKS));
    }

    /** Of each helper, which may come to hold all. */
    static int heap(int most) {
        return LEAST_HEAP + Math.min(10_000, most) / INSTANCES_PER_MEGABYTE;
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
                DensityFindings.key(step.backend(), Metric.DENSITY_INSTANCES),
                new Outcome.Absent(Outcome.Kind.FAILED, e.getMessage() + tail, e.remedy()));
    }
}
