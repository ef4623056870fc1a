package tare.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tare.results.comparison.Runs;
import tare.results.failure.UsageError;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFact;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.RunResult;

class GateTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
    private static final String LATER = "2026-11-25T21:00:00Z";
    private static final CellKey RUNC = Runs.ready("runc");
    private static final RunResult BASE = Runs.of(Runs.cell(RUNC, Runs.rounds(12, 1e6)));

    @Test
    void theSameSpeedPasses() {
        GateReport report = against(BASE, slower(1.0005));
        assertEquals(Verdict.PASS, report.verdict());
        GateLine line = report.lines().get(0);
        assertTrue(line.judgement().reason().startsWith("no loss of that size: "));
        assertEquals("boot/runc/stage.ready:p50", line.name());
        GateLine.Figures figures = line.figures().orElseThrow();
        assertEquals(.03, figures.threshold().share(), 1e-3);
        assertEquals(Threshold.SetBy.RELATIVE, figures.threshold().setBy());
        assertTrue(figures.smallestFailing() > .03 && figures.smallestFailing() < .05);
        assertTrue(figures.roundsForFive() >= 8 && figures.roundsForFive() < 20);
        assertEquals(report, against(BASE, slower(1.0005)), "the same files, the same report");
    }

    @Test
    void aSlowerSideFailsAndAFasterOneIsImproved() {
        GateReport slow = against(BASE, slower(1.2));
        assertEquals(Verdict.FAIL, slow.verdict());
        assertTrue(slow.lines().get(0).judgement().reason().startsWith("worse: "));
        GateReport fast = against(BASE, slower(.8));
        assertEquals(Verdict.PASS, fast.verdict());
        assertTrue(fast.lines().get(0).judgement().reason().startsWith("improved: "));
    }

    @Test
    void whatFailedNowAndThenDoesNotPass() {
        Cell whole = Runs.cell(RUNC, Runs.rounds(12, 1e6));
        RunResult some = Runs.of(LATER, partial(whole));
        for (GateReport report : List.of(against(BASE, some), against(some, BASE))) {
            assertEquals(Verdict.INCONCLUSIVE, report.verdict());
            String reason = report.lines().get(0).judgement().reason();
            assertTrue(reason.startsWith("launches failed or rounds are missing"), reason);
        }
        RunResult slow = Runs.of(LATER, partial(Runs.cell(RUNC, Runs.rounds(12, 1.2e6))));
        assertEquals(Verdict.FAIL, against(BASE, slow).verdict(), "a shown loss stays one");
    }

    /** The label is on one cell; what else was measured of those launches lacks them too. */
    @Test
    void noFigureOfLaunchesThatFailedNowAndThenPasses() {
        CellKey created = CellKey.of("boot", "runc", "probe", Metric.STAGE_CREATED);
        Cell stage = Runs.cell(created, Runs.rounds(12, 1e6));
        RunResult base = Runs.of(Runs.cell(RUNC, Runs.rounds(12, 1e6)), stage);
        RunResult some = Runs.of(LATER, partial(Runs.cell(RUNC, Runs.rounds(12, 1e6))), stage);
        Policy policy = Policy.standard().gating(List.of(Selector.parse("stage.created")));
        assertEquals(
                Verdict.INCONCLUSIVE,
                gate(policy).against(base, some, Set.of(), Set.of()).verdict());
    }

    private static Cell partial(Cell cell) {
        return new Cell(
                cell.key(),
                cell.backendClass(),
                cell.method(),
                new TreeSet<>(Set.of(Label.PARTIAL)),
                cell.channel(),
                cell.outcome());
    }

    @Test
    void whatIsBetterWhenHigherFailsWhenLower() {
        CellKey key = CellKey.of("footprint", "runc", "probe", Metric.MEMORY_AVAILABLE);
        RunResult base = Runs.of(Runs.cell(key, Runs.rounds(12, 1e9)));
        RunResult less = Runs.of(LATER, Runs.cell(key, Runs.rounds(12, .8e9)));
        Policy policy = Policy.standard().gating(List.of(Selector.parse("memory.available")));
        assertEquals(Verdict.FAIL, gate(policy).against(base, less, Set.of(), Set.of()).verdict());
        assertEquals(Verdict.PASS, gate(policy).against(less, base, Set.of(), Set.of()).verdict());
    }

    @Test
    void smallChangesOfSmallTimesDoNotMatter() {
        RunResult base = Runs.of(Runs.cell(RUNC, Runs.rounds(12, 100_000)));
        RunResult other = Runs.of(LATER, Runs.cell(RUNC, Runs.rounds(12, 110_000)));
        GateLine line = against(base, other).lines().get(0);
        assertEquals(Verdict.PASS, line.judgement().verdict());
        assertEquals(Threshold.SetBy.ABSOLUTE, line.figures().orElseThrow().threshold().setBy());
    }

    @Test
    void fewRoundsAreInconclusiveWhateverTheySay() {
        for (double factor : new double[] {1, 2}) {
            RunResult base = Runs.of(Runs.cell(RUNC, Runs.rounds(4, 1e6)));
            RunResult other = Runs.of(LATER, Runs.cell(RUNC, Runs.rounds(4, factor * 1e6)));
            GateReport report = against(base, other);
            assertEquals(Verdict.INCONCLUSIVE, report.verdict());
            assertTrue(report.lines().get(0).judgement().reason().startsWith("too few rounds"));
            assertEquals(
                    Double.POSITIVE_INFINITY,
                    report.lines().get(0).figures().orElseThrow().smallestFailing());
        }
    }

    @Test
    void anotherHostIsIncomparable() {
        RunResult moved =
                Runs.on(
                        slower(1),
                        Runs.host(Map.of(HostFact.KERNEL_RELEASE, "6.19.0")),
                        BASE.tool());
        GateReport report = against(BASE, moved);
        assertEquals(Verdict.INCOMPARABLE, report.verdict());
        assertTrue(report.lines().get(0).judgement().reason().contains("kernel.release"));
        assertEquals(
                Verdict.PASS,
                gate(Policy.standard()).against(BASE, moved, Set.of("kernel"), Set.of()).verdict());
    }

    @Test
    void missingBaselinesNeverPass() {
        RunResult empty = Runs.of();
        assertEquals(Verdict.INCOMPARABLE, against(empty, slower(1)).verdict());
        assertEquals(Verdict.INCOMPARABLE, against(empty, empty).verdict());
        assertEquals(Verdict.INCOMPARABLE, against(slower(1), empty).verdict());
        Policy unknown = Policy.standard().gating(List.of(Selector.parse("cpu.child")));
        GateReport report = gate(unknown).against(BASE, slower(1), Set.of(), Set.of());
        assertEquals(Verdict.INCOMPARABLE, report.verdict());
        assertTrue(report.troubles().get(0).contains("cpu.child"));
    }

    @Test
    void ungatedCellsAreShownAndDoNotCount() {
        CellKey cpu = CellKey.of("boot", "runc", "probe", Metric.CPU_CHILD);
        RunResult base =
                Runs.of(
                        Runs.cell(RUNC, Runs.rounds(12, 1e6)),
                        Runs.cell(cpu, Runs.rounds(12, 1e6)));
        RunResult other =
                Runs.of(
                        LATER,
                        Runs.cell(RUNC, Runs.rounds(12, 1e6)),
                        Runs.cell(cpu, Runs.rounds(12, 2e6)));
        GateReport report = against(base, other);
        assertEquals(Verdict.PASS, report.verdict());
        assertEquals(2, report.lines().size());
        GateLine ungated = report.lines().get(1);
        assertFalse(ungated.gated());
        assertEquals(Verdict.FAIL, ungated.judgement().verdict());
        assertEquals(1, report.count(Verdict.PASS));
    }

    @Test
    void waiversCoverFailuresUntilTheyExpire() {
        Waiver waiver = new Waiver(Selector.parse("boot/runc/stage.ready"), "known", TODAY);
        GateReport report = gate(waiving(waiver)).against(BASE, slower(1.2), Set.of(), Set.of());
        assertEquals(Verdict.PASS, report.verdict());
        assertEquals(waiver, report.lines().get(0).waiver().orElseThrow());
        assertEquals(Verdict.FAIL, report.lines().get(0).judgement().verdict());
        Waiver expired = new Waiver(waiver.selector(), "known", TODAY.minusDays(1));
        assertThrows(UsageError.class, () -> gate(waiving(expired)));
        Waiver unused = new Waiver(Selector.parse("crun/stage.ready"), "known", TODAY);
        assertThrows(
                UsageError.class,
                () -> gate(waiving(unused)).against(BASE, slower(1), Set.of(), Set.of()));
    }

    @Test
    void promisesAreKeptBrokenOrOpen() {
        assertEquals(Verdict.PASS, promise("start-p50=2ms"));
        assertEquals(Verdict.FAIL, promise("start-p50=0.5ms"));
        assertEquals(Verdict.INCONCLUSIVE, promise("start-p50=1004us"));
        assertEquals(Verdict.INCONCLUSIVE, promise("start-p99=2ms"), "60 samples have no p99");
        assertEquals(Verdict.INCOMPARABLE, promise("memory.instance=1MiB"));
        RunResult skipped = Runs.of(Runs.absent(RUNC));
        Policy policy = Policy.standard().limiting(List.of(Limit.parse("start-p50=2ms")));
        assertEquals(Verdict.INCOMPARABLE, gate(policy).promises(skipped).verdict());
    }

    @Test
    void armsGiveANoiseFloor() {
        RunResult quiet =
                Runs.of(arm("a1", 12, 1e6), arm("a2", 12, 1.0001e6), arm("b", 12, 1.0002e6));
        GateLine line = gate(Policy.standard()).arms(quiet).lines().get(0);
        assertEquals(Verdict.PASS, line.judgement().verdict());
        Threshold threshold = line.figures().orElseThrow().threshold();
        assertTrue(threshold.floor() > 0 && threshold.floor() < .01, threshold.toString());
        RunResult noisy = Runs.of(arm("a1", 12, 1e6), arm("a2", 12, 1.2e6), arm("b", 12, 1.1e6));
        GateLine open = gate(Policy.standard()).arms(noisy).lines().get(0);
        assertEquals(Verdict.INCONCLUSIVE, open.judgement().verdict());
        assertTrue(open.judgement().reason().startsWith("too noisy"), open.toString());
        RunResult slow = Runs.of(arm("a1", 12, 1e6), arm("a2", 12, 1e6), arm("b", 12, 1.2e6));
        assertEquals(Verdict.FAIL, gate(Policy.standard()).arms(slow).verdict());
        assertEquals(
                Verdict.INCOMPARABLE,
                gate(Policy.standard())
                        .arms(Runs.of(arm("a1", 12, 1e6), arm("a2", 12, 1e6)))
                        .verdict());
        assertTrue(Arms.in(slow.cells()));
        assertFalse(Arms.in(BASE.cells()));
    }

    @Test
    void theWorstThatCountsIsTheReports() {
        CellKey crun = Runs.ready("crun");
        RunResult base =
                Runs.of(
                        Runs.cell(RUNC, Runs.rounds(12, 1e6)),
                        Runs.cell(crun, Runs.rounds(4, 1e6)));
        RunResult other =
                Runs.of(
                        LATER,
                        Runs.cell(RUNC, Runs.rounds(12, 2e6)),
                        Runs.cell(crun, Runs.rounds(4, 1e6)));
        GateReport report = against(base, other);
        assertEquals(Verdict.FAIL, report.verdict());
        assertEquals(1, report.count(Verdict.FAIL));
        assertEquals(1, report.count(Verdict.INCONCLUSIVE));
        assertEquals("runc", report.lines().get(0).key().backend(), "worst first");
    }

    private static Cell arm(String name, int rounds, double centre) {
        return Runs.cell(RUNC.with(Arms.PARAMETER, name), Runs.rounds(rounds, centre));
    }

    private static Verdict promise(String limit) {
        Policy policy = Policy.standard().limiting(List.of(Limit.parse(limit)));
        return gate(policy).promises(BASE).verdict();
    }

    private static Policy waiving(Waiver waiver) {
        Policy p = Policy.standard();
        return new Policy(
                p.gated(), p.limits(), p.alpha(), p.mode(), p.noisiest(), List.of(waiver));
    }

    private static RunResult slower(double factor) {
        return Runs.of(LATER, Runs.cell(RUNC, Runs.rounds(12, factor * 1e6)));
    }

    private static GateReport against(RunResult base, RunResult other) {
        return gate(Policy.standard()).against(base, other, Set.of(), Set.of());
    }

    private static Gate gate(Policy policy) {
        return new Gate(policy, TODAY, "tare gate");
    }
}
