package tare.harness.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import tare.harness.host.Pressure;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.statistics.BootstrapInterval;
import tare.results.statistics.Quantiles;

/**
 * Whether the instrument sees that nothing is there to be seen: a loop without memory and without
 * exits runs at the same speed in a thread, in a process, in namespaces and in a bare guest.
 *
 * @param backend whose program or guest was compared with the host's thread
 * @param ratio median over the proof's rounds of the ratio of lower quartiles
 * @param low lower end of its 95 % interval
 * @param high upper end
 * @param rounds of the proof
 * @param bound how far from 1 it may be
 * @param standing what follows
 * @param disturbance what disturbed the proof, in words; empty if nothing did
 */
public record InstrumentProof(
        String backend,
        double ratio,
        double low,
        double high,
        int rounds,
        double bound,
        Standing standing,
        String disturbance) {

    /** What follows from a proof. */
    public enum Standing {
        /** The ratio is within the bound. */
        AGREES,
        /** Its interval reaches into the bound, and the rest is explained by a disturbance. */
        EXPLAINED,
        /** Neither: overhead figures of this run mean little. */
        UNPROVEN
    }

    /** For programs on the host's own kernel. */
    private static final double PROGRAM_BOUND = 0.01;

    private static final double GUEST_BOUND = 0.03;

    /**
     * The proofs of a run, one for each backend that has to agree: class process, container and
     * bare guest.
     *
     * @param cells all of a run, or of its part
     */
    public static List<InstrumentProof> of(List<Cell> cells) {
        List<InstrumentProof> proofs = new ArrayList<>();
        for (Cell cell : cells) {
            OptionalDouble bound = bound(cell.backendClass());
            if (cell.key().metric() == Metric.PROOF_RATIO
                    && cell.outcome() instanceof Outcome.Measured measured
                    && bound.isPresent()) {
                proofs.add(
                        of(
                                cell.key(),
                                values(measured),
                                bound.getAsDouble(),
                                disturbance(cell.key(), cells)));
            }
        }
        return proofs;
    }

    /** How far backends of a class may be from the thread; empty where they need not agree. */
    static OptionalDouble bound(BackendClass backendClass) {
        return switch (backendClass) {
            case PROCESS, CONTAINER -> OptionalDouble.of(PROGRAM_BOUND);
            case BARE_GUEST -> OptionalDouble.of(GUEST_BOUND);
            case SANDBOX, VM, FORKED_VM, STACKED -> OptionalDouble.empty();
        };
    }

    /**
     * One proof.
     *
     * @param ratios one for each of its rounds
     */
    static InstrumentProof of(CellKey key, double[] ratios, double bound, String disturbance) {
        // Each of the proof's rounds is a round of the statistic.
        double[][] rounds =
                Arrays.stream(ratios).mapToObj(r -> new double[] {r}).toArray(double[][]::new);
        Optional<BootstrapInterval> interval =
                BootstrapInterval.ofQuantile(rounds, 0.5, BootstrapInterval.seed(key.toString()));
        double ratio = Quantiles.median(ratios);
        double low = interval.map(BootstrapInterval::low).orElse(ratio);
        double high = interval.map(BootstrapInterval::high).orElse(ratio);
        Standing standing = Standing.UNPROVEN;
        if (ratios.length >= KernelStep.PROOF_ROUNDS) {
            if (Math.abs(ratio - 1) <= bound) {
                standing = Standing.AGREES;
            } else if (low <= 1 + bound && high >= 1 - bound && !disturbance.isEmpty()) {
                standing = Standing.EXPLAINED;
            }
        }
        return new InstrumentProof(
                key.backend(), ratio, low, high, ratios.length, bound, standing, disturbance);
    }

    /** Steal that is felt, or a thread that was moved, in any of the steps. */
    private static String disturbance(CellKey proof, List<Cell> cells) {
        List<String> words = new ArrayList<>();
        double steal = most(proof, Metric.HOST_STEAL, cells);
        if (steal > Pressure.STEAL_LIMIT) {
            words.add(String.format(Locale.ROOT, "steal of up to %.1f %%", steal * 100));
        }
        double moves = most(proof, Metric.HOST_MIGRATIONS, cells);
        if (moves > 0) {
            words.add(String.format(Locale.ROOT, "up to %.0f CPU migrations in a step", moves));
        }
        return String.join(", ", words);
    }

    private static double most(CellKey proof, Metric metric, List<Cell> cells) {
        CellKey key =
                new CellKey(
                        proof.experiment(),
                        proof.backend(),
                        proof.workload(),
                        metric,
                        proof.parameters());
        return cells.stream()
                .filter(cell -> cell.key().equals(key))
                .map(Cell::outcome)
                .filter(Outcome.Measured.class::isInstance)
                .flatMapToDouble(outcome -> Arrays.stream(values((Outcome.Measured) outcome)))
                .max()
                .orElse(0);
    }

    private static double[] values(Outcome.Measured measured) {
        return measured.rounds().stream()
                .flatMapToDouble(round -> Arrays.stream(round.samples().values()))
                .toArray();
    }

    /** Whether all agree, or are explained; false if there is none. */
    public static boolean proven(List<InstrumentProof> proofs) {
        return !proofs.isEmpty()
                && proofs.stream().noneMatch(proof -> proof.standing == Standing.UNPROVEN);
    }

    /** The proof in one sentence. */
    public String sentence() {
        String figures =
                String.format(
                        Locale.ROOT,
                        "%s against a host thread: %.4f (95 %% %.4f to %.4f) in %d rounds, allowed"
                                + " 1 +- %.2f: ",
                        backend,
                        ratio,
                        low,
                        high,
                        rounds,
                        bound);
        String rest = disturbance.isEmpty() ? "" : "; " + disturbance;
        return switch (standing) {
            case AGREES -> figures + "agrees" + rest;
            case EXPLAINED -> figures + "the interval reaches into that" + rest;
            case UNPROVEN ->
                    rounds < KernelStep.PROOF_ROUNDS
                            ? figures + "unproven, " + KernelStep.PROOF_ROUNDS + " are needed"
                            : figures + "unproven" + rest;
        };
    }
}
