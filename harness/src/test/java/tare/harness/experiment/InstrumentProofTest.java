package tare.harness.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tare.harness.experiment.InstrumentProof.Standing;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Summary;

class InstrumentProofTest {

    private static final double[] SPREAD = {
        1.00, 1.01, 1.04, 1.05, 1.06, 1.00, 1.06, 1.05, 1.02, 1.06, 1.005, 1.05
    };

    private static Cell cell(BackendClass of, String backend, Metric metric, double... samples) {
        CellKey key = KernelCase.PROOF.key("overhead", backend, metric, new TreeMap<>());
        Summary none = new Summary(samples.length, 0, 0, 0, 0, 0, 0, 0, "test");
        return new Cell(
                key,
                of,
                1,
                new TreeSet<>(),
                "",
                new Outcome.Measured(List.of(new Round(0, 0, new Samples(samples))), none));
    }

    private static double[] twelve(double ratio) {
        double[] ratios = new double[KernelStep.PROOF_ROUNDS];
        Arrays.fill(ratios, ratio);
        return ratios;
    }

    private static Standing standing(BackendClass of, double[] ratios, Cell... more) {
        List<Cell> cells = new ArrayList<>(List.of(more));
        cells.add(cell(of, "one", Metric.PROOF_RATIO, ratios));
        List<InstrumentProof> proofs = InstrumentProof.of(cells);
        assertEquals(1, proofs.size());
        assertEquals(proofs.get(0).standing() != Standing.UNPROVEN, InstrumentProof.proven(proofs));
        assertTrue(proofs.get(0).sentence().startsWith("one against a host thread"));
        return proofs.get(0).standing();
    }

    @Test
    void programsMayDifferByOneInAHundredAndGuestsByThree() {
        assertEquals(Standing.AGREES, standing(BackendClass.CONTAINER, twelve(1.009)));
        assertEquals(Standing.UNPROVEN, standing(BackendClass.CONTAINER, twelve(1.011)));
        assertEquals(Standing.UNPROVEN, standing(BackendClass.PROCESS, twelve(0.985)));
        assertEquals(Standing.AGREES, standing(BackendClass.BARE_GUEST, twelve(0.98)));
        assertEquals(Standing.UNPROVEN, standing(BackendClass.BARE_GUEST, twelve(1.04)));
    }

    @Test
    void anIntervalThatReachesThereNeedsAnExplanation() {
        Cell steal = cell(BackendClass.CONTAINER, "one", Metric.HOST_STEAL, 0, 0.02);
        Cell moves = cell(BackendClass.CONTAINER, "one", Metric.HOST_MIGRATIONS, 3);
        Cell calm = cell(BackendClass.CONTAINER, "one", Metric.HOST_STEAL, 0.009);
        Cell foreign = cell(BackendClass.CONTAINER, "two", Metric.HOST_MIGRATIONS, 3);
        assertEquals(Standing.EXPLAINED, standing(BackendClass.CONTAINER, SPREAD, steal));
        assertEquals(Standing.EXPLAINED, standing(BackendClass.CONTAINER, SPREAD, moves));
        assertEquals(Standing.UNPROVEN, standing(BackendClass.CONTAINER, SPREAD, calm, foreign));
        assertEquals(Standing.UNPROVEN, standing(BackendClass.CONTAINER, twelve(1.05), steal));
    }

    @Test
    void fewerThanTwelveRoundsProveNothing() {
        assertEquals(Standing.UNPROVEN, standing(BackendClass.PROCESS, 1, 1, 1));
        assertFalse(InstrumentProof.proven(List.of()));
    }

    private static Standing standing(BackendClass of, double a, double b, double c) {
        return standing(of, new double[] {a, b, c});
    }

    @Test
    void classesThatNeedNotAgreeProveNothing() {
        Cell sandbox = cell(BackendClass.SANDBOX, "one", Metric.PROOF_RATIO, twelve(2));
        assertEquals(List.of(), InstrumentProof.of(List.of(sandbox)));
    }

    @Test
    void aRunHasTwelveRoundsOfTheProofHoweverFewItsOwn() {
        assertEquals(12, KernelStep.proofRounds(1));
        assertEquals(4, KernelStep.proofRounds(3));
        assertEquals(3, KernelStep.proofRounds(5));
        assertEquals(1, KernelStep.proofRounds(30));
    }
}
