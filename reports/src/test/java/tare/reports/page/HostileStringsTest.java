package tare.reports.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.reports.reading.RunReading;
import tare.reports.reading.SampleRuns;
import tare.results.model.BackendClass;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.WarningKind;

/** Names, reasons and details come from hosts, tools and foreign files. */
class HostileStringsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onload='alert(1)",
                "</style><script>alert(1)</script>",
                "${7*7}<#include \"/etc/passwd\">",
                "]]><svg onload=alert(1)>",
                "javascript:alert(1)"
            })
    void markupIsShownAndNeverRun(String hostile) {
        String page = new ReportPage().render(run(hostile));
        String plain = new ReportPage().render(run("plain"));
        for (String tag : new String[] {"<script", "<img", "onerror=alert(1)>", "<svg"}) {
            assertEquals(count(plain, tag), count(page, tag), tag);
        }
        assertFalse(page.contains("49 "), "no expression of the template language is run");
        assertFalse(page.contains("href=\"javascript"), "no address");
    }

    @Test
    void controlCharactersDoNotReachThePage() {
        String page = new ReportPage().render(run("a\u0000b\u0007c\u001b[31md\u202ee\ud800f"));
        assertTrue(
                page.codePoints()
                        .noneMatch(
                                point ->
                                        (point < 0x20 && point != '\n')
                                                || point == 0x202e
                                                || (point >= 0xd800 && point <= 0xdfff)));
    }

    @Test
    void veryLongStringsDoNotBuryThePage() {
        String page = new ReportPage().render(run("x".repeat(1_000_000)));
        assertTrue(page.length() < 400_000, "length " + page.length());
        assertTrue(page.contains("more characters)"));
    }

    @Test
    void spreadsheetsSeeNoFormula() {
        String csv = Summaries.csv(new RunReading(run("=HYPERLINK(\"http://x\",\"y\")")));
        assertTrue(csv.contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""), csv);
        assertFalse(csv.contains(",="));
        assertEquals(csv.lines().count() - 1, run("").cells().size());
    }

    private static RunResult run(String hostile) {
        return new SampleRuns(2, 3)
                .boot("b" + hostile, BackendClass.CONTAINER, 700_000, false)
                .boot("process", BackendClass.PROCESS, 160_000, false)
                .memory("b" + hostile, BackendClass.CONTAINER, 600_000)
                .outlook("b" + hostile, BackendClass.CONTAINER, 10, 12)
                .absent("a" + hostile, BackendClass.SANDBOX, "r" + hostile, hostile)
                .warning(WarningKind.LOAD, hostile)
                .run(RunState.PARTIAL);
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
