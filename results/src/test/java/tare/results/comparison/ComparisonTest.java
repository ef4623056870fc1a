package tare.results.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tare.results.model.Cell;
import tare.results.model.HostFact;
import tare.results.model.Label;
import tare.results.model.Plan;
import tare.results.model.RunResult;

class ComparisonTest {

    private static final Cell CELL = Runs.cell(Runs.ready("runc"), Runs.rounds(8, 1e6));
    private static final RunResult RUN = Runs.of(CELL);

    @Test
    void aRunIsItself() {
        Comparison comparison = Comparison.of(RUN, RUN, Set.of(), Set.of());
        assertTrue(comparison.paired());
        assertTrue(comparison.comparability().comparable());
        assertEquals(List.of(), comparison.comparability().differences());
        Contrast.Figures figures = figures(comparison);
        assertEquals(1, figures.test().ratio(), 1e-12);
        assertEquals(0, figures.test().equivalenceBound(), 1e-9);
        assertEquals(1, figures.test().p());
        assertEquals(40, figures.referenceSamples());
        assertEquals(comparison, Comparison.of(RUN, RUN, Set.of(), Set.of()));
    }

    @Test
    void anotherRunIsNotPaired() {
        RunResult slower =
                Runs.of(
                        "2026-11-25T21:00:00Z",
                        Runs.cell(Runs.ready("runc"), Runs.rounds(8, 1.5e6)));
        Comparison comparison = Comparison.of(RUN, slower, Set.of(), Set.of());
        assertFalse(comparison.paired());
        Contrast.Figures figures = figures(comparison);
        assertEquals(1.5, figures.test().ratio(), .01);
        assertTrue(figures.test().low() > 1.45 && figures.test().high() < 1.55);
        // 2 of C(16, 8) labellings.
        assertEquals(2 / 12_870.0, figures.test().p(), 1e-12);
        assertEquals(figures.test().p(), figures.test().smallestP(), 1e-12);
        assertEquals(1e6, figures.reference(), 1e4);
        assertEquals(figures.test().ratio(), 1 / figures.test().inverted().ratio(), 1e-12);
    }

    @Test
    void factsOfTheHostBindUnlessWaived() {
        RunResult moved =
                Runs.on(
                        RUN,
                        Runs.host(
                                Map.of(
                                        HostFact.KERNEL_RELEASE, "6.19.0",
                                        HostFact.HOST_NAME, "two")),
                        RUN.tool());
        Comparability plain = Comparability.of(RUN, moved, Set.of(), Set.of());
        assertFalse(plain.comparable());
        assertEquals(
                List.of(
                        new Difference(
                                "kernel.release", "6.18.0", "6.19.0", Difference.Effect.BINDS),
                        new Difference("host.name", "one", "two", Difference.Effect.SHOWN)),
                plain.differences());
        assertEquals(
                "kernel.release is 6.18.0 against 6.19.0 (binds)",
                plain.binding().get(0).sentence());
        assertTrue(Comparability.of(RUN, moved, Set.of(), Set.of("kernel.release")).comparable());
        Comparability subject = Comparability.of(RUN, moved, Set.of("kernel"), Set.of());
        assertTrue(subject.comparable());
        assertTrue(subject.subjectDiffers());
    }

    @Test
    void factsThatNobodyKnowsBindByTheFingerprint() {
        RunResult newer =
                Runs.on(
                        RUN,
                        new tare.results.model.HostFacts("ff", RUN.host().values()),
                        RUN.tool());
        Comparability comparability = Comparability.of(RUN, newer, Set.of(), Set.of());
        assertEquals("host.fingerprint", comparability.binding().get(0).name());
    }

    @Test
    void versionsBindUnlessTheyAreTheSubject() {
        RunResult newer =
                Runs.on(
                        RUN,
                        RUN.host(),
                        Runs.tool("0.2.0", Map.of("java", "17.0.2", "runc", "1.2.0")));
        List<String> binding =
                Comparability.of(RUN, newer, Set.of(), Set.of()).binding().stream()
                        .map(Difference::name)
                        .toList();
        assertEquals(List.of("version.tare", "version.runc"), binding);
        assertFalse(Comparability.of(RUN, newer, Set.of("runc"), Set.of()).comparable());
        assertTrue(Comparability.of(RUN, newer, Set.of("runc", "tare"), Set.of()).comparable());
    }

    @Test
    void aVersionThatOneSideAloneHasBindsUnlessItBelongsToWhatTheOtherSideLacks() {
        RunResult both = withBackends(RUN, "podman", "runc");
        RunResult subset =
                withBackends(
                        Runs.on(
                                RUN,
                                RUN.host(),
                                Runs.tool("0.1.0", Map.of("java", "17.0.1", "runc", "1.1.5"))),
                        "runc");
        RunResult more =
                Runs.on(
                        both,
                        both.host(),
                        Runs.tool(
                                "0.1.0",
                                Map.of("java", "17.0.1", "podman", "4.3.1", "runc", "1.1.5")));
        Comparability fewer = Comparability.of(more, subset, Set.of(), Set.of());
        assertTrue(fewer.comparable(), fewer::toString);
        assertEquals(
                List.of(
                        new Difference(
                                "version.podman", "4.3.1", "absent", Difference.Effect.SHOWN)),
                fewer.differences());
        assertTrue(Comparability.of(subset, more, Set.of(), Set.of()).comparable());
        RunResult unknown =
                Runs.on(subset, subset.host(), Runs.tool("0.1.0", Map.of("java", "17.0.1")));
        assertFalse(
                Comparability.of(subset, unknown, Set.of(), Set.of()).comparable(),
                "the same backends, of which one side's version is unknown");
        assertEquals(
                List.of("version.runc"),
                Comparability.of(more, unknown, Set.of(), Set.of()).binding().stream()
                        .map(Difference::name)
                        .toList(),
                "fewer backends, but this one is on both sides");
    }

    private static RunResult withBackends(RunResult run, String... backends) {
        Plan plan = run.plan();
        return new RunResult(
                run.id(),
                run.createdAt(),
                run.state(),
                run.tool(),
                run.host(),
                new Plan(
                        plan.seed(),
                        plan.profile(),
                        plan.experiments(),
                        List.of(backends),
                        plan.rounds(),
                        plan.parameters(),
                        plan.steps()),
                run.cells(),
                run.warnings());
    }

    @Test
    void cellsOfAnotherKindAreNotCompared() {
        for (Cell other :
                List.of(
                        Runs.changed(CELL, 2, Label.NOISY, "pipe"),
                        Runs.changed(CELL, 1, Label.NESTED_KVM, "pipe"),
                        Runs.changed(CELL, 1, Label.NOISY, "fifo"))) {
            assertTrue(new CellPair(CELL.key(), CELL, other).incomparable().isPresent());
        }
        CellPair noisy = new CellPair(CELL.key(), CELL, Runs.changed(CELL, 1, Label.NOISY, "pipe"));
        assertTrue(noisy.incomparable().isEmpty());
        assertEquals(List.of("noisy (other)"), noisy.notes());
    }

    @Test
    void whatOneSideLacksIsNamed() {
        RunResult more = Runs.of(CELL, Runs.cell(Runs.ready("crun"), Runs.rounds(8, 1e6)));
        RunResult skipped = Runs.of(CELL, Runs.absent(Runs.ready("crun")));
        assertEquals(
                new Contrast.Unknown("the reference has no such cell"),
                Comparison.of(RUN, more, Set.of(), Set.of()).cells().get(0).contrast());
        assertEquals(
                new Contrast.Unknown("the other side was skipped: there is no such program"),
                Comparison.of(more, skipped, Set.of(), Set.of()).cells().get(0).contrast());
        assertEquals(
                1,
                Comparison.of(skipped, skipped, Set.of(), Set.of()).cells().size(),
                "what neither side measured is not compared");
    }

    @Test
    void tailsNeedEnoughSamplesInEachRound() {
        CellPair pair = new CellPair(CELL.key(), CELL, CELL);
        assertEquals(
                new Contrast.Unknown("a round has 5 samples, this quantile needs 10"),
                Comparison.contrast(pair, .9, true));
        assertInstanceOf(Contrast.Figures.class, Comparison.contrast(pair, .75, true));
    }

    @Test
    void ratiosNeedValuesAboveZero() {
        Cell zero = Runs.cell(CELL.key(), new double[] {0}, new double[] {1});
        assertEquals(
                new Contrast.Unknown("a ratio needs values above 0"),
                Comparison.contrast(new CellPair(CELL.key(), zero, zero), .5, true));
    }

    @Test
    void onlySharedRoundsArePaired() {
        Cell shorter = Runs.cell(CELL.key(), Runs.rounds(6, 1e6));
        Contrast contrast = Comparison.contrast(new CellPair(CELL.key(), CELL, shorter), .5, true);
        assertEquals(6, ((Contrast.Figures) contrast).test().referenceRounds());
        contrast = Comparison.contrast(new CellPair(CELL.key(), CELL, shorter), .5, false);
        assertEquals(8, ((Contrast.Figures) contrast).test().referenceRounds());
    }

    @Test
    void oneRoundGivesARatioWithoutAnInterval() {
        Cell one = Runs.cell(CELL.key(), new double[] {5});
        for (boolean paired : new boolean[] {true, false}) {
            Contrast contrast = Comparison.contrast(new CellPair(CELL.key(), one, one), .5, paired);
            assertEquals(0, ((Contrast.Figures) contrast).test().low());
            assertEquals(1, ((Contrast.Figures) contrast).test().p());
        }
    }

    private static Contrast.Figures figures(Comparison comparison) {
        return assertInstanceOf(Contrast.Figures.class, comparison.cells().get(0).contrast());
    }
}
