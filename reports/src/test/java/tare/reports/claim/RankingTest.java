package tare.reports.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tare.reports.claim.Rank.Group;
import tare.reports.reading.RunReading;
import tare.reports.reading.SampleRuns;
import tare.results.model.BackendClass;
import tare.results.model.Metric;
import tare.results.model.RunState;

class RankingTest {

    private static final Ranking TYPICAL = Ranking.of(new RunReading(SampleRuns.typical()));

    @Test
    void groupsNeverMixAndTheFastestStandsFirst() {
        assertEquals(
                List.of("process", "namespace", "kvm", "namespace+user"),
                TYPICAL.ranks().stream().map(Rank::subject).toList());
        assertEquals(2, TYPICAL.of(Group.RANKED).size());
        assertEquals(1, TYPICAL.of(Group.APART).size());
        assertEquals(1, TYPICAL.of(Group.ABSENT).size());
    }

    @Test
    void aColumnWithoutFiguresIsLeftOutAndSaidToBeMissing() {
        assertEquals(
                List.of("start, p50", "start, p99", "memory per instance", "overhead of work"),
                TYPICAL.columns().stream().map(Rank.Column::name).toList());
        assertEquals(1, TYPICAL.missing().size());
        assertTrue(TYPICAL.missing().get(0).contains("tare run density"));
    }

    @Test
    void figuresCarryIntervalAndNumbers() {
        Rank namespace = TYPICAL.ranks().get(1);
        assertTrue(namespace.figures().get(0).detail().contains("n = 300 in 10 rounds"));
        assertTrue(namespace.figures().get(3).text().endsWith("×"));
        assertTrue(namespace.figures().get(3).detail().contains("over 2 works"));
        assertEquals("–", TYPICAL.ranks().get(0).figures().get(3).text(), "a process");
    }

    @Test
    void anAbsentBackendKeepsItsPlaceWithTheReason() {
        Rank absent = TYPICAL.ranks().get(3);
        assertTrue(absent.figures().get(0).detail().contains("switched off"), absent.toString());
    }

    @Test
    void tooFewSamplesClaimNoTail() {
        Ranking few =
                Ranking.of(
                        new RunReading(
                                new SampleRuns(2, 5)
                                        .boot("runc", BackendClass.CONTAINER, 1e6, false)
                                        .run(RunState.COMPLETE)));
        assertEquals(List.of("start, p50"), few.columns().stream().map(Rank.Column::name).toList());
    }

    @Test
    void nothingMeasuredGivesNoRanking() {
        Ranking none =
                Ranking.of(
                        new RunReading(
                                new SampleRuns(2, 5)
                                        .absent("x", BackendClass.VM, "no", "")
                                        .run(RunState.COMPLETE)));
        assertEquals(List.of(), none.ranks());
    }

    @Test
    void aSlopeBelowZeroIsNoCostAndLeadsNothing() {
        RunReading reading =
                new RunReading(
                        new SampleRuns(10, 30)
                                .boot("runc", BackendClass.CONTAINER, 1e6, false)
                                .boot("crun", BackendClass.CONTAINER, 2e6, false)
                                .memory("runc", BackendClass.CONTAINER, 65_536)
                                .memory("crun", BackendClass.CONTAINER, -16_000)
                                .run(RunState.COMPLETE));
        Rank crun = Ranking.of(reading).ranks().get(1);
        assertEquals("crun", crun.subject());
        Rank.Figure memory = crun.figures().get(2);
        assertEquals("–", memory.text());
        assertTrue(memory.detail().startsWith("below 0, which no cost is: "), memory.detail());
        assertTrue(memory.order().isEmpty());
        String answer = Answers.of(reading).toString();
        assertTrue(!answer.contains("costs -") && !answer.contains("costs −"), answer);
        String headline = Headline.of(reading).toString();
        assertTrue(headline.contains("One more instance of runc takes"), headline);
    }

    /** A cap says how many were asked for: no rank and no sentence may rest on that. */
    @Test
    void aCrowdThatWasCutShortSaysNothingOfTheHost() {
        SampleRuns runs = new SampleRuns(2, 5);
        crowd(runs, "runc", BackendClass.CONTAINER, 310, "cap");
        crowd(runs, "crun", BackendClass.CONTAINER, 4000, "memory-floor");
        RunReading reading = new RunReading(runs.run(RunState.COMPLETE));
        Ranking ranking = Ranking.of(reading);

        assertEquals(List.of("crun", "runc"), ranking.ranks().stream().map(Rank::subject).toList());
        assertEquals("4000", ranking.ranks().get(0).figures().get(0).text());
        assertEquals("–", ranking.ranks().get(1).figures().get(0).text());
        assertEquals(
                "at least 310: ended by its cap", ranking.ranks().get(1).figures().get(0).detail());
        String headline = Headline.of(reading).toString();
        assertTrue(headline.contains("crun fit"), headline);
        assertTrue(!headline.contains("310"), headline);
    }

    private static void crowd(
            SampleRuns runs, String backend, BackendClass kind, int count, String limit) {
        double[] once = {count};
        runs.cell("density", backend, kind, Metric.DENSITY_INSTANCES, new double[][] {once});
        runs.cell("density", backend, Metric.DENSITY_LIMIT, Map.of("limit", limit), once);
    }
}
