package tare.reports.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tare.reports.reading.SampleRuns;
import tare.results.model.BackendClass;
import tare.results.model.RunState;

/** The page by axe-core: WCAG 2.2 up to AA, and its own best practices; and pictures to look at. */
@Tag("browser")
class AccessibilityTest {

    private static final String VIOLATIONS =
            """
            async () => {
              const result = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a',
                'wcag21aa', 'wcag22aa', 'best-practice'] });
              window.passed = result.passes.length;
              return result.violations.map(v => v.id + ': ' + v.help + ' — '
                + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | '));
            }""";

    private static @Nullable Chromium chromium;

    @TempDir static Path folder;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
        new ReportPage().write(SampleRuns.typical(), folder.resolve("one.html"));
        new ReportPage()
                .write(
                        List.of(
                                SampleRuns.typical(),
                                SampleRuns.typicalCells().run(RunState.PARTIAL, "5.10"),
                                new SampleRuns(4, 1)
                                        .fleet("simulate", "runc", BackendClass.CONTAINER, 9)
                                        .fleet("simulate", "kata", BackendClass.VM, 12)
                                        .run(RunState.COMPLETE)),
                        PageOptions.SCREEN,
                        folder.resolve("several.html"));
        new ReportPage()
                .write(
                        new SampleRuns(1, 1)
                                .absent("kvm", BackendClass.BARE_GUEST, "no /dev/kvm", "")
                                .run(RunState.COMPLETE),
                        folder.resolve("nothing.html"));
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "one, 1280, LIGHT",
        "one, 320, DARK",
        "several, 1280, DARK",
        "nothing, 1280, LIGHT",
    })
    void axeFindsNothing(String name, int width, ColorScheme scheme) throws IOException {
        try (Page page = shown(name, width, scheme)) {
            page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)");
            page.evaluate(axe());
            assertEquals(List.of(), page.evaluate(VIOLATIONS));
            assertTrue(
                    ((Number) page.evaluate("() => window.passed")).intValue() > 15,
                    "rules were tried");
        }
    }

    /** Nothing is wider than the window, from a phone to a wall; the pictures are kept. */
    @ParameterizedTest
    @CsvSource({
        "one, 1280, DARK",
        "one, 320, LIGHT",
        "one, 2560, LIGHT",
        "several, 1280, LIGHT",
        "several, 320, LIGHT",
    })
    void fitsItsWindow(String name, int width, ColorScheme scheme) {
        try (Page page = shown(name, width, scheme)) {
            assertEquals(width, page.evaluate("() => document.documentElement.scrollWidth"));
        }
    }

    private static Page shown(String name, int width, ColorScheme scheme) {
        Page page = browser().open(folder.resolve(name + ".html"), width, scheme);
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(
                                Path.of(
                                        "target",
                                        "screenshots",
                                        name + "-" + width + "-" + scheme + ".png")));
        return page;
    }

    /** Every picture says in words what it shows, with figures. */
    @Test
    void picturesAreToldInWords() {
        try (Page page = browser().open(folder.resolve("one.html"), 1280, ColorScheme.LIGHT)) {
            Object silent =
                    page.evaluate(
                            """
                            () => [...document.querySelectorAll('svg')].filter(svg => {
                              const title = svg.querySelector('title'), desc = svg.querySelector('desc');
                              return svg.getAttribute('role') !== 'img' || !title || !desc
                                || !/\\d/.test(desc.textContent);
                            }).map(svg => svg.outerHTML.slice(0, 200))""");
            assertEquals(List.of(), silent);
        }
    }

    private static String axe() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(
                        AccessibilityTest.class.getResourceAsStream("/axe.min.js"), "axe-core")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Chromium browser() {
        return Objects.requireNonNull(chromium, "a browser");
    }
}
