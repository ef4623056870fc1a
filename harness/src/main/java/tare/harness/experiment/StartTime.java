package tare.harness.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.fork.ForkSettings;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Plan;
import tare.results.model.Step;

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

    /** What a step takes of a backend before its first launch, for the estimate. */
    public static final String OPENING_MICROS = "boot.opening-us";

    /** Number of launches of a step right after the page cache was dropped; absent for none. */
    public static final String COLD = "boot.cold-launches";

    /** Raised when the meaning of the cells changes. */
    public static final int METHOD = 1;

    static final String NAME = "boot";
    static final List<Long> SPINS_NANOS = List.of(1_000_000L, 5_000_000L);
    static final int WARMUP_LAUNCHES = 600;
    static final long WARMUP_NANOS = 800_000_000L;
    private static final long FAST_LAUNCH_NANOS = 1_300_000L;
    static final long FORK_NANOS = 1_600_000_000L;

    @Override
    public List<String> parameters() {
        return List.of(LAUNCHES, CALIBRATIONS, LAUNCH_MICROS, OPENING_MICROS, COLD);
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
                + openingNanos(plan, backend)
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

    /** What the first launch of a backend took more than the next; 0 where it is not known. */
    static long openingNanos(Plan plan, String backend) {
        return plan.parameters().containsKey(Parameters.of(OPENING_MICROS, backend))
                ? Parameters.integer(plan, OPENING_MICROS, backend) * 1_000L
                : 0;
    }

    @Override
    public List<CellKey> principalCells(Plan plan, String backend) {
        return List.of(StartFindings.key(backend, Metric.STAGE_READY));
    }

    @Override
    public StepOutcome run(Step step, StepContext context) {
        String name = String.format(Locale.ROOT, "%s-r%d-%d", NAME, step.round(), step.order());
        StartStep files = new StartStep(name, context);
        try {
            files.open();
            int done = files.measured().samples().size();
            List<Long> schedule = schedule(step, context.plan());
            List<Double> jmh =
                    done < schedule.size()
                            ? files.launch(settings(step, files, done, schedule))
                            : List.of();
            return files.outcome(
                    new StartFindings(step, files.measured())
                            .all(schedule.size(), done, jmh, files.log()));
        } catch (IOException e) {
            throw files.unkept(e, "go on with --resume");
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
            Step step, StartStep files, int done, List<Long> schedule) {
        StepContext context = files.context();
        return new ForkSettings(
                context.runId(),
                step.backend(),
                BackendContext.settingsOf(context.plan().parameters()),
                context.runId() + "-" + files.name(),
                context.stateDirectory(),
                context.scratchDirectory(),
                files.samples(),
                done,
                schedule,
                warmupLaunches(step.backend(), context.plan()),
                WARMUP_NANOS,
                context.harnessCpus(),
                context.instanceCpus());
    }

    /** As many as compile the path; slow launches as many as the time allows, one at least. */
    static int warmupLaunches(String backend, Plan plan) {
        long affordable = WARMUP_NANOS / launchNanos(plan, backend);
        return (int) Math.max(1, Math.min(WARMUP_LAUNCHES, affordable));
    }
}
