package tare.reports.page;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.reports.reading.SampleRuns;
import tare.results.failure.InputError;
import tare.results.file.ResultReader;
import tare.results.file.ResultWriter;
import tare.results.model.BackendClass;
import tare.results.model.Metric;
import tare.results.model.RunState;

/** Results at the edge of what can be shown: a page with words, and never an empty picture. */
class BadInputPageTest {

    @TempDir Path folder;

    private static final BackendClass CONTAINER = BackendClass.CONTAINER;

    @Test
    void zeroCells() {
        String page = page(new SampleRuns(1, 1));
        assertTrue(page.contains("Nothing was measured: there is no answer in this run."));
        assertFalse(page.contains("<svg"));
        assertFalse(page.contains("class=\"ranking\""));
    }

    @Test
    void allSkipped() {
        String page =
                page(
                        new SampleRuns(1, 1)
                                .absent("runc", CONTAINER, "it is not installed", "tare setup runc")
                                .absent("kvm", BackendClass.BARE_GUEST, "no /dev/kvm", ""));
        assertTrue(page.contains("Nothing was measured"));
        assertTrue(page.contains("it is not installed"));
        assertTrue(page.contains("tare setup runc"));
        assertFalse(page.contains("<svg"));
    }

    @Test
    void oneSample() {
        String page = page(boot(new double[][] {{1e6}}));
        assertTrue(page.contains("n = 1 in 1 round"), page);
        assertTrue(page.contains("<svg"));
    }

    @Test
    void allSamplesEqual() {
        assertTrue(page(boot(grid(1e6))).contains("1.00\u00a0ms"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0, -5.0, Double.MIN_VALUE, 1e300})
    void strangeNumbers(double value) {
        String page = page(boot(grid(value)));
        assertFalse(page.contains("NaN"), "never");
        assertFalse(page.contains("-0\u00a0"), "zero has no sign");
        assertTrue(page.contains("runc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "1e999", "null", "\"1\""})
    void whatIsNotANumberInAFileIsAnError(String value) throws IOException {
        Path file = folder.resolve("result.json");
        new ResultWriter().write(boot(grid(1234567)).run(RunState.COMPLETE), file);
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("1234567(\\.0)?(?=[,\\]\\s])", value));
        assertNotEquals(text, Files.readString(file));
        ResultReader reader = new ResultReader();
        InputError error = assertThrows(InputError.class, () -> reader.read(file));
        assertFalse(error.remedy().isEmpty());
    }

    @Test
    void simulatorOnly() {
        String page =
                page(
                        new SampleRuns(3, 1)
                                .fleet("simulate", "runc", CONTAINER, 100)
                                .fleet("simulate", "kata", BackendClass.VM, 160));
        assertTrue(page.contains("<h1>How many hosts does the fleet need?</h1>"));
        assertTrue(page.contains("By the model, the fleet needs"));
        assertTrue(page.contains("what follows is a model"));
    }

    @Test
    void aLadderAlone() {
        Map<String, String> rung = Map.of("way", "forward", "rung", "00", "layer", "none");
        String page =
                page(
                        new SampleRuns(1, 1)
                                .cell(
                                        "ladder",
                                        "namespace",
                                        Metric.LADDER_TIME,
                                        rung,
                                        new double[] {1e6}));
        assertTrue(page.contains("nothing is ranked: the sections below say what was"), page);
        assertFalse(page.contains("Nothing was measured"), page);
    }

    @Test
    void textFromTheRightStaysWithinItself() {
        String page = page(new SampleRuns(6, 30).boot("حاوية", CONTAINER, 1e6, false));
        assertTrue(page.contains("<bdi>حاوية</bdi>"), "isolated from what stands around it");
    }

    private static SampleRuns boot(double[][] samples) {
        return new SampleRuns(samples.length, 1)
                .cell("boot", "runc", CONTAINER, Metric.STAGE_READY, samples);
    }

    private static double[][] grid(double value) {
        double[][] samples = new double[6][5];
        for (double[] round : samples) {
            java.util.Arrays.fill(round, value);
        }
        return samples;
    }

    private static String page(SampleRuns runs) {
        return new ReportPage().render(List.of(runs.run(RunState.COMPLETE)), PageOptions.SCREEN);
    }
}
