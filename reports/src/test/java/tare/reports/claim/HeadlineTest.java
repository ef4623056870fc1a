package tare.reports.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tare.reports.reading.RunReading;
import tare.reports.reading.SampleRuns;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.results.model.RunState;

/** No finding says more than its intervals bear. */
class HeadlineTest {

    private static final double MIB = 0x1p20;

    @Test
    void aLeaderIsNamedOnlyWhereTheIntervalTellsItApart() {
        String apart = all(starts(1e6, 3e6, 8));
        assertTrue(apart.contains("Of 2 isolations ranked here, crun starts fastest"), apart);
        assertTrue(apart.matches(".*the next, runc, has [23]\\.[0-9]+ \\(.*"), apart);
        String close = all(starts(1e6, 1e6, 8));
        assertFalse(close.contains("starts fastest"), close);
        assertTrue(close.contains("they were not told apart, and no difference over"), close);
        assertTrue(close.contains("could have been missed"), close);
    }

    @Test
    void oneRoundTellsNothingApart() {
        String words = all(starts(1e6, 3e6, 1));
        assertTrue(words.contains("one round cannot tell them apart"), words);
        assertFalse(words.contains("starts fastest"), words);
    }

    @Test
    void theProcessIsTheBaselineAndNeverTheWinner() {
        String words =
                all(
                        new SampleRuns(8, 30)
                                .boot("process", BackendClass.PROCESS, 2e5, false)
                                .boot("crun", BackendClass.CONTAINER, 1e6, false));
        assertTrue(words.startsWith("crun starts in 1."), words);
        assertTrue(words.contains("times a process"), words);
    }

    @Test
    void whatIsRankedApartLeadsNothing() {
        String words =
                all(
                        new SampleRuns(8, 30)
                                .boot("crun", BackendClass.CONTAINER, 1e6, false)
                                .boot("runc", BackendClass.CONTAINER, 2e6, false)
                                .boot("qemu:q35-tcg", BackendClass.VM, 1e5, true, Label.EMULATED));
        assertTrue(words.contains("Of 2 isolations ranked here, crun"), words);
        assertTrue(words.contains("Nothing here speaks for virtual machines"), words);
    }

    @Test
    void realMachinesSpeakForThemselves() {
        String words =
                all(
                        new SampleRuns(8, 30)
                                .boot("crun", BackendClass.CONTAINER, 1e6, false)
                                .boot(
                                        "qemu:q35-kvm",
                                        BackendClass.VM,
                                        1e8,
                                        true,
                                        Label.NESTED_KVM));
        assertFalse(words.contains("Nothing here speaks"), words);
    }

    @Test
    void workThatIsNoSlowerIsSaidWithWhatCouldHaveBeenMissed() {
        String same =
                all(
                        new SampleRuns(8, 3)
                                .overhead("process", BackendClass.PROCESS, "linpack", 100, 0.01)
                                .overhead("runc", BackendClass.CONTAINER, "linpack", 100, 0.01));
        assertTrue(same.contains("No difference of work was shown for runc (none over"), same);
        String slower =
                all(
                        new SampleRuns(8, 3)
                                .overhead("process", BackendClass.PROCESS, "linpack", 100, 0.01)
                                .overhead("runc", BackendClass.CONTAINER, "linpack", 150, 0.01));
        assertTrue(slower.matches("Work takes 1\\.[45].* times as long inside runc\\. "), slower);
    }

    @Test
    void memoryAndSimulatedHosts() {
        String words =
                all(
                        new SampleRuns(8, 3)
                                .memory("crun", BackendClass.CONTAINER, MIB)
                                .memory("runc", BackendClass.CONTAINER, 4 * MIB)
                                .fleet("simulate", "runc", BackendClass.CONTAINER, 100)
                                .fleet("simulate", "kata", BackendClass.VM, 160));
        assertTrue(words.contains("crun takes the least memory: "), words);
        assertTrue(words.contains("By the model, the fleet needs 100"), words);
        assertTrue(words.contains("with kata (best-fit)"), words);
    }

    @Test
    void nothingMeasuredSaysNothing() {
        assertEquals(
                List.of(),
                Headline.of(
                        new RunReading(
                                new SampleRuns(2, 2)
                                        .absent("x", BackendClass.VM, "no /dev/kvm", "")
                                        .run(RunState.COMPLETE))));
    }

    private static SampleRuns starts(double one, double other, int rounds) {
        return new SampleRuns(rounds, 30)
                .boot("crun", BackendClass.CONTAINER, one, false)
                .boot("runc", BackendClass.CONTAINER, other, false);
    }

    private static String all(SampleRuns runs) {
        StringBuilder words = new StringBuilder();
        Headline.of(new RunReading(runs.run(RunState.COMPLETE)))
                .forEach(finding -> words.append(finding.sentence()).append(' '));
        return words.toString();
    }
}
