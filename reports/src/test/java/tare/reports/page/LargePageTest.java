package tare.reports.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.results.model.RunResult;

/** A million samples: what the page may take. Times are printed; sizes are held to. */
@Tag("browser")
class LargePageTest {

    @TempDir Path folder;

    @Test
    void aMillionSamplesFitIntoHalfAGibibyteAndThreeMebibytes()
            throws IOException, InterruptedException {
        RunResult run = LargePage.run();
        assertTrue(LargePage.samples(run) >= 1_000_000, "samples " + LargePage.samples(run));
        LargePage.write(run, folder);
        System.out.print(java("-Xmx512m"));
        System.out.print(java("-Xmx2g", "naive"));
        Path page = folder.resolve("report.html");
        assertTrue(Files.size(page) <= 3 << 20, "HTML of " + Files.size(page));
        try (Chromium chromium = new Chromium();
                Page shown = chromium.open(page, 1280, ColorScheme.LIGHT)) {
            assertEquals(List.of(), chromium.complaints());
            Object paint =
                    shown.evaluate(
                            """
                            () => new Promise(done => new PerformanceObserver(list =>
                              done(Math.round(list.getEntriesByName('first-contentful-paint')[0].startTime)))
                              .observe({ type: 'paint', buffered: true }))""");
            System.out.println("figure: first paint in Chromium after " + paint + " ms");
        }
    }

    private String java(String memory, String... more) throws IOException, InterruptedException {
        String classes =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                memory,
                                "-Djava.awt.headless=true",
                                "-cp",
                                classes,
                                LargePage.class.getName(),
                                folder.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
