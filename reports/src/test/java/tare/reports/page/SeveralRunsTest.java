package tare.reports.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tare.reports.reading.SampleRuns;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Tool;

/** A page of more than one result. */
class SeveralRunsTest {

    private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");
    private static final Pattern ANCHOR = Pattern.compile("href=\"#([^\"]+)\"");

    @Test
    void differentQuestionsToOneHostBecomeOneChapter() {
        RunResult boot =
                new SampleRuns(6, 10)
                        .boot("runc", BackendClass.CONTAINER, 1e6, false)
                        .run(RunState.COMPLETE);
        RunResult memory =
                new SampleRuns(4, 1)
                        .memory("runc", BackendClass.CONTAINER, 0x1p20)
                        .run(RunState.COMPLETE);
        RunResult fleet =
                new SampleRuns(3, 1)
                        .fleet("simulate", "runc", BackendClass.CONTAINER, 9)
                        .run(RunState.PARTIAL, "elsewhere");
        List<RunResult> together = Chapters.of(List.of(boot, memory, fleet));
        assertEquals(1, together.size());
        assertEquals(
                List.of("boot", "footprint", "simulate"), together.get(0).plan().experiments());
        assertEquals(RunState.PARTIAL, together.get(0).state());
        String page = page(boot, memory, fleet);
        assertTrue(page.contains("id=\"answer\""), "no prefix for the only chapter");
        assertTrue(
                page.indexOf("The results on") > page.indexOf("id=\"answer\""), "the answer first");
        assertTrue(page.contains("all of this page"), "and where it is shown");
    }

    @Test
    void twoScenariosJoinUnlessTheyHaveAMetricInCommon() {
        RunResult fleet =
                new SampleRuns(3, 1)
                        .fleet("simulate", "runc", BackendClass.CONTAINER, 9)
                        .run(RunState.COMPLETE);
        RunResult energy =
                new SampleRuns(3, 1)
                        .cell(
                                "simulate",
                                "day",
                                BackendClass.CONTAINER,
                                Metric.FLEET_ENERGY,
                                new double[][] {{190}},
                                Label.SIMULATED)
                        .run(RunState.COMPLETE, "elsewhere");
        assertEquals(1, Chapters.of(List.of(fleet, energy)).size());
        assertEquals(2, Chapters.of(List.of(fleet, fleet)).size());
        assertFalse(page(fleet, fleet).contains("Not one host"), "of no host");
    }

    @Test
    void theSameQuestionAskedTwiceStandsSideBySide() {
        RunResult one = boot(1e6).run(RunState.COMPLETE);
        RunResult other = boot(2e6).run(RunState.COMPLETE);
        assertEquals(2, Chapters.of(List.of(one, other)).size());
        String page = page(one, other);
        assertTrue(page.contains("Side by side: start, p50"));
        assertTrue(page.contains("shown in"), "which of them is which");
        assertFalse(page.contains("Not one host"), "one host, one Tare");
    }

    @Test
    void hostsThatDifferInWhatMattersAreWarnedOf() {
        String page =
                page(boot(1e6).run(RunState.COMPLETE), boot(1e6).run(RunState.COMPLETE, "5.10"));
        assertTrue(page.contains("Run 2 differs from Run 1 in what matters: kernel.release"), page);
        assertTrue(page.contains("must not be ranked together"));
    }

    @Test
    void anotherTareIsNeverJoined() {
        RunResult boot = boot(1e6).run(RunState.COMPLETE);
        RunResult memory =
                new SampleRuns(4, 1)
                        .memory("runc", BackendClass.CONTAINER, 0x1p20)
                        .run(RunState.COMPLETE);
        Tool newer =
                new Tool("0.2.0", "unknown", memory.tool().methods(), memory.tool().versions());
        RunResult later =
                new RunResult(
                        memory.id(),
                        memory.createdAt(),
                        memory.state(),
                        newer,
                        memory.host(),
                        memory.plan(),
                        memory.cells(),
                        memory.warnings());
        assertEquals(2, Chapters.of(List.of(boot, later)).size());
        assertTrue(page(boot, later).contains("in what matters: version.tare"));
    }

    @Test
    void idsAreUniqueAndEveryAnchorLeadsSomewhere() {
        String page =
                page(
                        SampleRuns.typical(),
                        SampleRuns.typicalCells().run(RunState.COMPLETE, "5.10"),
                        SampleRuns.typicalCells().run(RunState.COMPLETE, "4.19"));
        List<String> ids = all(ID, page);
        List<String> twice = new ArrayList<>(ids);
        ids.stream().distinct().forEach(twice::remove);
        assertEquals(List.of(), twice);
        List<String> anchors = all(ANCHOR, page);
        anchors.removeAll(ids);
        assertEquals(List.of(), anchors);
    }

    @Test
    void fiveHundredResultsGiveOnePage() {
        List<RunResult> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            many.add(boot(1e6 + i * 1e3).run(RunState.COMPLETE, "5." + i));
        }
        String page = new ReportPage().render(many, PageOptions.SCREEN);
        assertTrue(page.contains("The first 6 of 500 are drawn below"));
        assertTrue(page.length() < 3 << 20, "length " + page.length());
        assertTrue(page.contains("5.499"), "each has its line");
    }

    @Test
    void ownTitleHeadsThePage() {
        String page =
                new ReportPage()
                        .render(
                                List.of(SampleRuns.typical()),
                                new PageOptions("A <b>title</b>", false));
        assertTrue(page.contains("<h1>A &lt;b&gt;title&lt;/b&gt;</h1>"));
    }

    @Test
    void onPaperEverythingIsOpenAndNothingRuns() {
        String page =
                new ReportPage().render(List.of(SampleRuns.typical()), new PageOptions("", true));
        assertFalse(page.contains("<script"));
        assertFalse(page.contains("<details>"));
        assertTrue(page.contains("<details open>"));
    }

    private static SampleRuns boot(double nanos) {
        return new SampleRuns(6, 3).boot("runc", BackendClass.CONTAINER, nanos, false);
    }

    private static String page(RunResult... runs) {
        return new ReportPage().render(List.of(runs), PageOptions.SCREEN);
    }

    private static List<String> all(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
