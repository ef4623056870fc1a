package tare.reports.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.reports.reading.SampleRuns;
import tare.results.model.BackendClass;
import tare.results.model.RunState;

/** What a reader does with the page: sorts, filters, follows, prints, takes the data away. */
@Tag("browser")
class PageInUseTest {

    /** Names in the ranking that are to be seen, from the top. */
    private static final String SEEN =
            """
            () => [...document.querySelectorAll('.ranking tbody tr:not(.group)')]
              .filter(row => row.offsetParent !== null)
              .map(row => row.dataset.name).join(' ')""";

    /** Parts of the page that have no height or are not shown. */
    private static final String UNSEEN =
            """
            () => [...document.querySelectorAll('section, figure, svg, table')]
              .filter(e => e.getBoundingClientRect().height < 10)
              .map(e => e.tagName + ' ' + (e.id || e.textContent.slice(0, 40)))""";

    private static @Nullable Chromium chromium;

    @TempDir static Path folder;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
        new ReportPage()
                .write(
                        SampleRuns.typicalCells()
                                .boot("crun", BackendClass.CONTAINER, 300_000, false)
                                .boot("runc", BackendClass.CONTAINER, 400_000, false)
                                .memory("runc", BackendClass.CONTAINER, 0x1p19)
                                .run(RunState.COMPLETE),
                        folder.resolve("report.html"));
        new ReportPage()
                .write(
                        List.of(
                                SampleRuns.typical(),
                                SampleRuns.typicalCells().run(RunState.PARTIAL, "5.10")),
                        PageOptions.SCREEN,
                        folder.resolve("two.html"));
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void sortsWithinItsGroups() {
        try (Page page = open()) {
            assertEquals("process crun runc namespace kvm namespace+user", seen(page));
            page.locator(".ranking thead button").nth(4).click();
            assertEquals("process runc namespace crun kvm namespace+user", seen(page));
            assertEquals("ascending", sorted(page));
            page.locator(".ranking thead button").nth(4).click();
            assertEquals("namespace runc process crun kvm namespace+user", seen(page));
            assertEquals("descending", sorted(page));
            assertTrue(
                    page.locator("[role=status]").textContent().contains("largest first"), "said");
            page.locator(".ranking thead button").first().click();
            assertEquals("crun namespace process runc kvm namespace+user", seen(page));
        }
    }

    @Test
    void filtersByNameAndClass() {
        try (Page page = open()) {
            page.locator("#ranking-text").fill("RUN");
            assertEquals("crun runc", seen(page));
            assertEquals("2 of 6 backends shown.", page.locator("[role=status]").textContent());
            page.locator("#ranking-text").fill("");
            page.locator("#ranking-kind").selectOption("bare-guest");
            assertEquals("kvm", seen(page));
            page.locator("#ranking-kind").selectOption("");
            assertEquals(6, seen(page).split(" ", -1).length);
        }
    }

    @Test
    void theKeyboardReachesSortingAndFilter() {
        try (Page page = open()) {
            page.locator(".ranking thead button").nth(2).focus();
            page.keyboard().press("Enter");
            assertEquals("ascending", sorted(page));
            page.keyboard().press("Space");
            assertEquals("descending", sorted(page));
        }
    }

    @Test
    void isWholeWithoutScripts() {
        try (Page page =
                browser().open(folder.resolve("report.html"), 1200, ColorScheme.LIGHT, false)) {
            assertEquals(6, page.locator(".ranking tbody tr:not(.group)").count());
            assertEquals(0, page.locator(".ranking button").count());
            assertEquals(List.of(), browser().complaints());
        }
    }

    @Test
    void anchorsLeadSomewhereAndOpenWhatIsFolded() {
        try (Page page = open()) {
            for (String anchor :
                    page.locator("nav a").all().stream()
                            .map(link -> Objects.requireNonNull(link.getAttribute("href")))
                            .toList()) {
                assertEquals(1, page.locator(anchor).count(), anchor);
            }
        }
    }

    @Test
    void whatIsDrawnCanBeTakenAway() throws IOException {
        try (Page page = open()) {
            page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)");
            Download download =
                    page.waitForDownload(() -> page.locator("#starts a[download]").first().click());
            List<String> lines = Files.readAllLines(download.path());
            assertEquals("tare-starts.csv", download.suggestedFilename());
            assertTrue(lines.get(0).startsWith("series,"), lines.get(0));
            assertTrue(lines.size() > 300, "lines " + lines.size());
            for (String line : lines) {
                assertEquals(3, line.split(",", -1).length, line);
            }
            Download summary =
                    page.waitForDownload(() -> page.locator("#data a[download]").click());
            assertTrue(Files.readString(summary.path()).startsWith("experiment,backend,class"));
        }
    }

    @Test
    void paperHasEveryPart() throws IOException {
        try (Page page = open()) {
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            page.evaluate("() => dispatchEvent(new Event('beforeprint'))");
            assertEquals(List.of(), page.evaluate(UNSEEN));
            assertEquals(
                    0, page.locator("details:not([open])").count(), "nothing is folded on paper");
            byte[] pdf = page.pdf(new Page.PdfOptions().setFormat("A4"));
            assertTrue(pdf.length > 50_000, "PDF of " + pdf.length);
            Files.createDirectories(Path.of("target", "screenshots"));
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(Path.of("target", "screenshots", "print.png")));
            Files.write(Path.of("target", "screenshots", "print.pdf"), pdf);
            page.evaluate("() => dispatchEvent(new Event('afterprint'))");
            assertFalse(page.locator("details[open]").count() > 0, "and folded again after");
        }
    }

    @Test
    void severalRunsComplainOfNothing() {
        try (Page page = browser().open(folder.resolve("two.html"), 320, ColorScheme.DARK)) {
            assertEquals(List.of(), browser().complaints());
            assertEquals(1, browser().requests().size());
            assertEquals(320, page.evaluate("() => document.documentElement.scrollWidth"));
        }
    }

    private static Page open() {
        return browser().open(folder.resolve("report.html"), 1200, ColorScheme.LIGHT);
    }

    private static Chromium browser() {
        return Objects.requireNonNull(chromium, "a browser");
    }

    private static String seen(Page page) {
        return String.valueOf(page.evaluate(SEEN));
    }

    private static String sorted(Page page) {
        return String.valueOf(
                page.locator(".ranking th[aria-sort]").first().getAttribute("aria-sort"));
    }
}
