package tare.reports.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tare.reports.reading.OverheadReading;
import tare.reports.reading.RunReading;
import tare.reports.reading.SampleRuns;
import tare.results.model.BackendClass;
import tare.results.model.RunState;

class OverheadClaimsTest {

    @Test
    void saysWhatIsSlowerAndWhatCouldHaveBeenMissed() {
        List<String> claims = claims(SampleRuns.typicalCells());
        assertTrue(
                claims.get(0)
                        .matches(
                                "namespace: slower in 1 of 2, most in system-call, 1\\.2\\d times a"
                                        + " process; geometric mean 1\\.1\\d; no slowdown larger than"
                                        + " \\S+.% could have been missed in the others\\."),
                claims.get(0));
    }

    @Test
    void claimsNoSlowdownThatTheIntervalDoesNotBear() {
        List<String> claims =
                claims(
                        new SampleRuns(4, 1)
                                .overhead("process", BackendClass.PROCESS, "linpack", 100, 0.2)
                                .overhead("runc", BackendClass.CONTAINER, "linpack", 101, 0.2));
        assertEquals(1, claims.size());
        assertTrue(claims.get(0).startsWith("runc: no work of 1 was shown to be slower; "));
        assertFalse(claims.get(0).contains("times a process"));
    }

    @Test
    void intervalsThatReachAnywhereAreNotGivenAsAFigure() {
        List<String> claims =
                claims(
                        new SampleRuns(2, 1)
                                .overhead("process", BackendClass.PROCESS, "linpack", 100, 0.5)
                                .overhead("runc", BackendClass.CONTAINER, "linpack", 101, 1));
        assertTrue(
                claims.get(0).endsWith("even a slowdown to twice the time could have been missed."),
                claims.get(0));
    }

    @Test
    void oneRoundGivesNoSentence() {
        assertTrue(
                claims(
                                new SampleRuns(1, 1)
                                        .overhead("process", BackendClass.PROCESS, "a", 1, 0)
                                        .overhead("runc", BackendClass.CONTAINER, "a", 9, 0))
                        .isEmpty());
    }

    @Test
    void aRunWithoutStartsHasAnAnswerAllTheSame() {
        SampleRuns runs =
                new SampleRuns(4, 1)
                        .overhead("process", BackendClass.PROCESS, "linpack", 100, 0.01)
                        .overhead("runc", BackendClass.CONTAINER, "linpack", 130, 0.01);
        List<Answer> answers = Answers.of(new RunReading(runs.run(RunState.COMPLETE)));
        assertEquals("runc", answers.get(0).subject());
        assertTrue(answers.get(0).measured());
    }

    private static List<String> claims(SampleRuns runs) {
        return OverheadClaims.of(new OverheadReading(new RunReading(runs.run(RunState.COMPLETE))));
    }
}
