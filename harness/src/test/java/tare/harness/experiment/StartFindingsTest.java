package tare.harness.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Layers;
import tare.harness.backend.Stages;
import tare.harness.fork.LaunchSample;
import tare.harness.fork.SampleFile;
import tare.results.failure.Defect;
import tare.results.model.Metric;
import tare.results.model.Step;

class StartFindingsTest {

    private static final Step STEP = new Step(0, 0, StartTime.NAME, "docker");

    /** On a busy host the runs with a recorder may come out faster than those without. */
    @Test
    void aRecorderThatNoiseMadeCheaperThanNothingIsAFigureAndNoDefect() throws IOException {
        List<Finding> findings = findings(Map.of(Metric.LAYER_RECORDER, -66_740L), 5_000L);
        assertArrayEquals(new double[] {-66_740}, values(findings, Metric.LAYER_RECORDER));
        assertArrayEquals(new double[] {5_000, 5_000}, values(findings, Metric.STAGE_READY));
    }

    @Test
    void aLayerBelowZeroIsADefect() {
        Map<Metric, Long> layers = Map.of(Metric.LAYER_SHIM, -1L);
        assertThrows(Defect.class, () -> findings(layers, 5_000L));
    }

    @Test
    void aStageThatNoLaunchShowsHasNoCell() throws IOException {
        List<Finding> findings = findings(Map.of(), 5_000L);
        assertEquals(
                0,
                findings.stream()
                        .filter(Finding.Found.class::isInstance)
                        .map(Finding.Found.class::cast)
                        .filter(found -> found.key().metric() == Metric.STAGE_ENTERED)
                        .count());
    }

    private static List<Finding> findings(Map<Metric, Long> layers, long readyNanos)
            throws IOException {
        Stages stages =
                new Stages(0, 1, Stages.UNSEEN, readyNanos, 6_000, 7_000, Stages.UNSEEN, 10);
        LaunchSample sample = new LaunchSample(0, 0, stages, new Layers(layers));
        SampleFile.Content content =
                new SampleFile.Content(List.of(sample, sample), List.of(), OptionalLong.empty());
        return new StartFindings(STEP, content).all(2, 0, List.of(), Path.of("unused"));
    }

    private static double[] values(List<Finding> findings, Metric metric) {
        return findings.stream()
                .filter(Finding.Found.class::isInstance)
                .map(Finding.Found.class::cast)
                .filter(found -> found.key().metric() == metric)
                .map(found -> found.round().samples().values())
                .findFirst()
                .orElseThrow();
    }
}
