package tare.reports.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.reports.reading.SampleRuns;
import tare.results.failure.OutputError;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.results.model.RunState;
import tare.results.model.WarningKind;

class ReportPageTest {

    private static final String TYPICAL = new ReportPage().render(SampleRuns.typical());

    @TempDir Path folder;

    @Test
    void sameRunGivesTheSameBytes() {
        assertEquals(TYPICAL, new ReportPage().render(SampleRuns.typical()));
    }

    @Test
    void answersInOneSentencePerBackend() {
        assertTrue(TYPICAL.contains("A namespace container starts in 0.7"), "namespace");
        assertTrue(TYPICAL.contains("A bare KVM guest acts for the first time after"), "kvm");
        assertTrue(TYPICAL.contains("namespace+user was not measured: skipped"), "skipped");
    }

    @Test
    void aModelsAnswerIsNotCalledNothing() {
        String page =
                new ReportPage()
                        .render(
                                new SampleRuns(2, 1)
                                        .outlook("runc", BackendClass.CONTAINER, 20, 22)
                                        .run(RunState.COMPLETE));
        assertTrue(page.contains("<h1>How many hosts does the fleet need?</h1>"));
        assertTrue(page.contains("Nothing was measured here: what follows is a model"));
        assertFalse(TYPICAL.contains("what follows is a model"));
    }

    @Test
    void aRunWithoutStartsSpeaksOfNone() {
        String page =
                new ReportPage()
                        .render(
                                new SampleRuns(4, 1)
                                        .overhead("process", BackendClass.PROCESS, "linpack", 9, 0)
                                        .overhead("runc", BackendClass.CONTAINER, "linpack", 9, 0)
                                        .run(RunState.COMPLETE));
        assertFalse(page.contains("fresh launches"), page);
        assertEquals(2, page.split("runc: no work of 1 was shown", -1).length, "once, on top");
    }

    @Test
    void writesTheWholePageAndNothingElse() throws IOException {
        Path target = folder.resolve("report.html");
        Files.writeString(target, "old");
        new ReportPage().write(SampleRuns.typical(), target);
        assertEquals(TYPICAL, Files.readString(target));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(target), files.toList());
        }
    }

    @Test
    void aTargetThatCannotBeWrittenIsAnOutputErrorAndLeavesNothing() throws IOException {
        Path nowhere = folder.resolve("missing/report.html");
        ReportPage page = new ReportPage();
        OutputError error =
                assertThrows(OutputError.class, () -> page.write(SampleRuns.typical(), nowhere));
        assertFalse(error.remedy().isEmpty());
        assertThrows(OutputError.class, () -> page.write(SampleRuns.typical(), folder));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void needsNothingFromOutside() {
        assertEquals(2, TYPICAL.split("<script", -1).length, "its own script alone");
        assertFalse(TYPICAL.contains("style=\""), "no inline style, the policy forbids it");
        String without = TYPICAL.replace("http://www.w3.org/2000/svg", "");
        assertFalse(without.contains("http:") || without.contains("https:"), "no address");
        assertFalse(without.contains("@import") || without.contains("url(http"), "no fetch");
    }

    @Test
    void aRunWithoutAnyCellSaysSo() {
        String page = new ReportPage().render(new SampleRuns(1, 1).run(RunState.COMPLETE));
        assertTrue(page.contains("Nothing was measured"));
        assertFalse(page.contains("NaN"));
    }

    @Test
    void oneSampleOfOneBackendIsDrawn() {
        String page =
                new ReportPage()
                        .render(
                                new SampleRuns(1, 1)
                                        .boot("process", BackendClass.PROCESS, 150_000, false)
                                        .run(RunState.COMPLETE));
        assertTrue(page.contains("A process starts in"));
        assertTrue(page.contains("not claimed: n &lt; 299"));
        assertFalse(page.contains("NaN"));
    }

    @Test
    void aPartialRunSaysSoBeforeItsAnswer() {
        String page =
                new ReportPage()
                        .render(
                                SampleRuns.typicalCells()
                                        .warning(WarningKind.PARTIAL, "round 3 of 10")
                                        .run(RunState.PARTIAL));
        int partial = page.indexOf("Partial run.");
        assertTrue(partial > 0 && partial < page.indexOf("id=\"answer\""));
        assertFalse(TYPICAL.contains("Partial run."));
    }

    @Test
    void aForkBesideAnEmptyGuestIsSaidToBeNoFaster() {
        String page =
                new ReportPage()
                        .render(
                                SampleRuns.typicalCells()
                                        .boot(
                                                "kvm-fork",
                                                BackendClass.BARE_GUEST,
                                                1_200_000,
                                                false,
                                                Label.SOFTWARE_PAGING)
                                        .run(RunState.COMPLETE));
        assertTrue(page.contains("Forking an empty guest is no faster than creating one"));
        assertFalse(TYPICAL.contains("Forking an empty guest"), "without a fork in the run");
    }

    @Test
    void aContainerInAGuestIsHeldAgainstTheSameOnTheHost() {
        String page =
                new ReportPage()
                        .render(
                                SampleRuns.typicalCells()
                                        .boot(
                                                "namespace-in-uml",
                                                BackendClass.STACKED,
                                                2_500_000,
                                                false,
                                                Label.STACKED,
                                                Label.EMULATED)
                                        .run(RunState.COMPLETE));
        assertTrue(page.matches("(?s).*Stacking: [0-9.]+ times the start of namespace here.*"));
        assertTrue(page.contains("A namespace-in-uml stacked container starts in"));
        assertFalse(TYPICAL.contains("Stacking:"), "without a container in a guest in the run");
    }

    @Test
    void bareGuestsAreNeverCalledVirtualMachines() {
        String text = TYPICAL.replaceAll("<[^>]*>", " ");
        for (String sentence : text.split("[.;]", -1)) {
            if (sentence.contains("kvm") || sentence.contains("bare KVM guest")) {
                assertFalse(sentence.matches("(?s).*\\bVMs?\\b.*"), sentence);
            }
        }
    }
}
