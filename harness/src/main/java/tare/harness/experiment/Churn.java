package tare.harness.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tare.harness.backend.Capability;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.harness.crowd.Batch;
import tare.harness.crowd.Bounds;
import tare.harness.crowd.Crowd;
import tare.harness.crowd.Growth;
import tare.harness.host.HostMemory;
import tare.harness.linux.Kernel;
import tare.harness.linux.ResourceLimit;
import tare.results.failure.OutputError;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Step;
import tare.results.model.Warning;

/**
 * Whether anything grows while a population stays: the oldest instance is ended and a new one
 * started, again and again. Start time, memory and descriptors are to stand still.
 */
public final class Churn implements Experiment {

    /** Number of rounds. */
    public static final String ROUNDS = "churn.rounds";

    /** How many live at a time. */
    public static final String POPULATION = "churn.population";

    /** For how long, in seconds. */
    public static final String SECONDS = "churn.seconds";

    /**
     * Raised when the meaning of the cells changes: with 3 the view of a bare guest's vCPU is given
     * back once it is ready.
     */
    public static final int METHOD = 3;

    static final String NAME = "churn";

    /** Readings of what must not grow, the first after a tenth of the time. */
    private static final int READINGS = 20;

    private static final int WITHOUT_BOUND = 1_000_000;
    private static final long STEP_NANOS = 4_000_000_000L;
    private static final int HEAP_MEGABYTES = 48;

    private final Kernel kernel;
    private final MonotonicClock clock;

    public Churn(Kernel kernel, MonotonicClock clock) {
        this.kernel = kernel;
        this.clock = clock;
    }

    @Override
    public List<String> parameters() {
        return List.of(ROUNDS, POPULATION, SECONDS);
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
        return STEP_NANOS
                + StartTime.openingNanos(plan, backend)
                + 1_000_000_000L * Parameters.integer(plan, SECONDS, backend);
    }

    @Override
    public List<CellKey> principalCells(Plan plan, String backend) {
        return List.of(ChurnFindings.key(backend, Metric.STAGE_READY));
    }

    @Override
    public StepOutcome run(Step step, StepContext context) {
        String name = String.format(Locale.ROOT, "%s-r%d-%d", NAME, step.round(), step.order());
        Path log = context.output().resolve("logs").resolve(name + ".log");
        try (MemoryReader reader =
                MemoryReader.open(context.runId() + "-" + name, kernel, context.journal(), clock)) {
            KeeperStart start = new KeeperStart(name, step, context, reader, log, HEAP_MEGABYTES);
            long most = ResourceLimit.of(kernel, ResourceLimit.Kind.DESCRIPTORS).hard();
            StepOutcome outcome;
            try (Crowd crowd = new Crowd(clock, bounds(context.plan(), step), start::open, most)) {
                outcome = churn(step, context.plan(), crowd, reader);
            }
            Files.deleteIfExists(log);
            return outcome;
        } catch (LaunchException e) {
            return new StepOutcome(
                    List.of(
                            new Finding.Missing(
                                    ChurnFindings.key(step.backend(), Metric.STAGE_READY),
                                    new Outcome.Absent(
                                            Outcome.Kind.FAILED,
                                            String.valueOf(e.getMessage()),
                                            e.remedy()))),
                    List.of());
        } catch (IOException e) {
            throw new OutputError(
                    "cannot keep what a step needs",
                    log.toString(),
                    String.valueOf(e.getMessage()),
                    "free space, then go on with --resume",
                    e);
        }
    }

    private StepOutcome churn(Step step, Plan plan, Crowd crowd, MemoryReader reader)
            throws IOException {
        crowd.open();
        Growth growth = crowd.grow(alive -> {});
        int wanted = Parameters.integer(plan, POPULATION, step.backend());
        if (growth.alive() < wanted) {
            throw new LaunchException("population", growth.reason(), growth.remedy(), null);
        }
        long nanos = 1_000_000_000L * Parameters.integer(plan, SECONDS, step.backend());
        // What the first turns grow is the warming of caches.
        turn(crowd, nanos / 10);
        ChurnFindings findings = new ChurnFindings(step);
        findings.reading(reader.reading(), crowd.descriptors());
        for (int i = 0; i < READINGS; i++) {
            findings.starts(turn(crowd, nanos * 9 / 10 / READINGS));
            findings.reading(reader.reading(), crowd.descriptors());
        }
        int answering = crowd.ping();
        if (answering != wanted) {
            throw new LaunchException(
                    "proof of life", answering + " of " + wanted + " answered", "", null);
        }
        crowd.end();
        List<Warning> warnings = new ArrayList<>();
        List<Finding> all = findings.all(warnings);
        return new StepOutcome(all, warnings);
    }

    /** Turns the population over for so long. */
    private List<Batch.Start> turn(Crowd crowd, long nanos) {
        long end = clock.nanos() + nanos;
        List<Batch.Start> starts = new ArrayList<>();
        for (long left = nanos; left > 0; left = end - clock.nanos()) {
            Batch batch = crowd.turn(WITHOUT_BOUND, Math.min(left, 1_000_000_000L));
            starts.addAll(batch.starts());
            Optional<Batch.Stop> stop = batch.stop();
            if (stop.isPresent()) {
                throw new LaunchException(
                        stop.get().memory() ? "memory" : stop.get().step(),
                        stop.get().why(),
                        stop.get().remedy(),
                        null);
            }
        }
        return starts;
    }

    private static Bounds bounds(Plan plan, Step step) {
        long floor = Parameters.integer(plan, Density.FLOOR, step.backend());
        int population = Parameters.integer(plan, POPULATION, step.backend());
        return new Bounds(
                population,
                HostMemory.read().totalBytes() / 100 * floor,
                OptionalLong.empty(),
                3_600_000_000_000L,
                1,
                1,
                population);
    }
}
