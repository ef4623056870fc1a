package tare.reports.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
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
import org.junit.jupiter.params.provider.EnumSource;
import tare.reports.reading.SampleRuns;

/** The page as a browser shows it. */
@Tag("browser")
class PageInBrowserTest {

    /** Texts with less contrast to what is behind them than WCAG 2.2 asks for (AA). */
    private static final String FAINT_TEXTS =
            """
            () => {
              const numbers = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
              const light = ([r, g, b]) => {
                const part = v => v / 255 <= 0.04045
                  ? v / 255 / 12.92 : Math.pow((v / 255 + 0.055) / 1.055, 2.4);
                return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
              };
              const behind = element => {
                for (let e = element; e; e = e.parentElement) {
                  const c = numbers(getComputedStyle(e).backgroundColor);
                  if (c.length === 3 || c[3] > 0) return c;
                }
                return [255, 255, 255];
              };
              const faint = [];
              for (const e of document.querySelectorAll('body *')) {
                const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
                if (!own || e.closest('title, desc')) continue;
                const style = getComputedStyle(e);
                const colour = e.closest('svg') ? style.fill : style.color;
                const a = light(numbers(colour)), b = light(behind(e));
                const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (ratio < 4.5) faint.push(e.tagName + ' ' + ratio + ' ' + e.textContent);
              }
              return faint;
            }""";

    /** Texts of one picture that overlap, or that leave it. */
    private static final String CLASHING_LABELS =
            """
            () => {
              const clashes = [];
              for (const svg of document.querySelectorAll('svg')) {
                const frame = svg.getBoundingClientRect();
                const texts = [...svg.querySelectorAll('text')];
                const boxes = texts.map(t => t.getBoundingClientRect());
                boxes.forEach((a, i) => {
                  if (a.left < frame.left - 1 || a.right > frame.right + 1
                      || a.top < frame.top - 1 || a.bottom > frame.bottom + 1) {
                    clashes.push('outside: ' + texts[i].textContent);
                  }
                  boxes.slice(i + 1).forEach((b, j) => {
                    const w = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                    const h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                    if (w > 1 && h > 4) {
                      clashes.push(texts[i].textContent + ' / ' + texts[i + 1 + j].textContent);
                    }
                  });
                });
              }
              return clashes;
            }""";

    private static @Nullable Chromium chromium;

    @TempDir static Path folder;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
        new ReportPage().write(SampleRuns.typical(), folder.resolve("report.html"));
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void asksForNothingAndComplainsOfNothing() {
        try (Page page = open(1200, ColorScheme.LIGHT)) {
            assertEquals(List.of(address()), browser().requests());
            assertEquals(List.of(), browser().complaints());
            assertTrue(page.title().startsWith("Tare: what isolation costs on AMD EPYC"));
            // The policy names the style by its hash: were it wrong, there would be no style.
            assertEquals("rgb(255, 255, 255)", background(page));
        }
    }

    @Test
    void fitsAPhone() {
        try (Page page = open(320, ColorScheme.LIGHT)) {
            Object width = page.evaluate("() => document.documentElement.scrollWidth");
            assertEquals(320, width);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void textIsLegible(ColorScheme scheme) {
        try (Page page = open(1200, scheme)) {
            boolean dark = scheme == ColorScheme.DARK;
            assertEquals(dark ? "rgb(18, 18, 18)" : "rgb(255, 255, 255)", background(page));
            page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)");
            assertEquals(List.of(), page.evaluate(FAINT_TEXTS));
        }
    }

    @Test
    void labelsDoNotOverlapAndAreNotCut() {
        try (Page page = open(1200, ColorScheme.LIGHT)) {
            assertEquals(List.of(), page.evaluate(CLASHING_LABELS));
        }
    }

    @Test
    void theKeyboardMeetsTheSkipLinkFirst() {
        try (Page page = open(1200, ColorScheme.LIGHT)) {
            page.keyboard().press("Tab");
            assertEquals("#answer", page.evaluate("document.activeElement.getAttribute('href')"));
            assertEquals(
                    "3px", page.evaluate("getComputedStyle(document.activeElement).outlineWidth"));
        }
    }

    private static Page open(int width, ColorScheme scheme) {
        return browser().open(folder.resolve("report.html"), width, scheme);
    }

    private static Chromium browser() {
        return Objects.requireNonNull(chromium, "a browser");
    }

    private static String background(Page page) {
        return String.valueOf(page.evaluate("getComputedStyle(document.body).backgroundColor"));
    }

    private static String address() {
        return folder.resolve("report.html").toUri().toString();
    }
}
