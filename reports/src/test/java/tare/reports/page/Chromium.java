package tare.reports.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The machine's browser, without a window; where there is none, tests are skipped with a reason.
 */
final class Chromium implements AutoCloseable {

    private static final List<Path> BROWSERS =
            List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> requests = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    Chromium() {
        Path executable =
                BROWSERS.stream().filter(Files::isExecutable).findFirst().orElse(BROWSERS.get(0));
        if (!"1".equals(System.getenv("TARE_REQUIRE_ALL"))) {
            assumeTrue(
                    Files.isExecutable(executable),
                    "no Chromium here: apt-get install chromium fonts-dejavu-core");
        }
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(executable)
                                        .setHeadless(true)
                                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    }

    /** Opens a file; what it asks for and complains of is kept. */
    Page open(Path file, int width, ColorScheme scheme) {
        return open(file, width, scheme, true);
    }

    Page open(Path file, int width, ColorScheme scheme, boolean scripts) {
        requests.clear();
        complaints.clear();
        Page page =
                browser.newPage(
                        new Browser.NewPageOptions()
                                .setViewportSize(width, 900)
                                .setJavaScriptEnabled(scripts)
                                .setAcceptDownloads(true)
                                .setColorScheme(scheme));
        page.onRequest(request -> requests.add(request.url()));
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);
        page.navigate(file.toUri().toString());
        return page;
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
