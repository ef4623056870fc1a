package tare.harness.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.fork.ForkSettings;
import tare.harness.fork.LaunchSample;
import tare.harness.fork.SampleFile;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Plan;
import tare.results.model.Step;

/**
 * Start times of backends that are compared: what {@link StartTime} measures, but all of a plan's
 * backends in one fork, in turns of a few launches. A host that is slow for a second is slow for
 * all of them, as is what a JVM happens to compile differently: of the difference between two
 * backends a round's noise then takes little. A turn is more than one launch, for what a launch
 * leaves behind, which slows the next one, is its own backend's doing; and turns have an order
 * drawn anew, for the first of them may feel another's.
 *
 * <p>All backends are of one run's plan; one that fails ends the fork, and so the round of all.
 */
public final class StartTurns implements Experiment {

    /** Launches of a backend in a row: three of four follow one of their own. */
    static final int TURN = 4;

    @Override
    public String name() {
        return StartTime.NAME;
    }

    @Override
    public int method() {
        return StartTime.METHOD;
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.CALIBRATION);
    }

    @Override
    public List<String> parameters() {
        return new StartTime().parameters();
    }

    @Override
    public int rounds(Plan plan) {
        return plan.rounds();
    }

    /** The first stands for all. */
    @Override
    public List<String> stepBackends(List<String> available) {
        return available.subList(0, Math.min(1, available.size()));
    }

    @Override
    public long stepNanos(Plan plan, String backend) {
        long nanos = StartTime.FORK_NANOS;
        for (String one : plan.backends()) {
            nanos += new StartTime().stepNanos(plan, one) - StartTime.FORK_NANOS;
        }
        return nanos;
    }

    @Override
    public List<CellKey> principalCells(Plan plan, String backend) {
        return List.of(StartFindings.key(backend, Metric.STAGE_READY));
    }

    @Override
    public StepOutcome run(Step step, StepContext context) {
        StartStep files =
                new StartStep(
                        String.format(Locale.ROOT, "%s-r%d", StartTime.NAME, step.round()),
                        context);
        try {
            files.open();
            // A round that was cut short is measured anew: half a turn compares nothing.
            files.startOver();
            ForkSettings settings = settings(step, files);
            List<Double> jmh = files.launch(settings);
            return files.outcome(findings(step, files, settings, jmh));
        } catch (IOException e) {
            throw files.unkept(e, "measure again");
        }
    }

    private static List<Finding> findings(
            Step step, StartStep files, ForkSettings settings, List<Double> jmh)
            throws IOException {
        SampleFile.Content all = files.measured();
        List<Finding> findings = new ArrayList<>();
        for (int turn = 0; turn < settings.backends().size(); turn++) {
            int own = turn;
            List<LaunchSample> samples =
                    all.samples().stream()
                            .filter(sample -> settings.turns().get(sample.index()) == own)
                            .toList();
            List<Double> theirs =
                    IntStream.range(0, jmh.size())
                            .filter(i -> settings.turns().get(i) == own)
                            .mapToObj(jmh::get)
                            .toList();
            String backend = settings.backends().get(turn);
            // The launching thread's moves between CPUs are the whole fork's, no backend's.
            findings.addAll(
                    new StartFindings(
                                    new Step(step.round(), turn, step.experiment(), backend),
                                    new SampleFile.Content(
                                            samples, all.failures(), OptionalLong.empty()))
                            .all(
                                    Collections.frequency(settings.turns(), turn),
                                    0,
                                    theirs,
                                    files.log()));
        }
        return findings;
    }

    static ForkSettings settings(Step step, StartStep files) {
        StepContext context = files.context();
        Plan plan = context.plan();
        List<String> backends = plan.backends();
        List<Long> spins = new ArrayList<>();
        List<Integer> turns = new ArrayList<>();
        long seed = plan.seed() * 31 + step.round() * 1_009L;
        for (long spin : blocks(step, plan, seed)) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, backends.size()).boxed().toList());
            Shuffle.inPlace(order, ++seed * 1_000_003L);
            int launches = spin == 0 ? TURN : 1;
            for (int turn : order) {
                turns.addAll(Collections.nCopies(launches, turn));
                spins.addAll(Collections.nCopies(launches, spin));
            }
        }
        int warmups =
                backends.stream()
                        .mapToInt(one -> StartTime.warmupLaunches(one, plan))
                        .max()
                        .orElse(1);
        return new ForkSettings(
                context.runId(),
                backends,
                BackendContext.settingsOf(plan.parameters()),
                context.runId() + "-" + files.name(),
                context.stateDirectory(),
                context.scratchDirectory(),
                files.samples(),
                0,
                spins,
                turns,
                Math.max(backends.size(), warmups),
                StartTime.WARMUP_NANOS,
                context.harnessCpus(),
                context.instanceCpus());
    }

    /** What the probes spin, one turn of all backends after the other; whole turns. */
    private static List<Long> blocks(Step step, Plan plan, long seed) {
        List<Long> blocks = new ArrayList<>();
        int launches = Parameters.integer(plan, StartTime.LAUNCHES, step.backend());
        int calibrations = Parameters.integer(plan, StartTime.CALIBRATIONS, step.backend());
        blocks.addAll(Collections.nCopies((launches + TURN - 1) / TURN, 0L));
        StartTime.SPINS_NANOS.forEach(
                spin -> blocks.addAll(Collections.nCopies(calibrations, spin)));
        Shuffle.inPlace(blocks, seed);
        return blocks;
    }
}
