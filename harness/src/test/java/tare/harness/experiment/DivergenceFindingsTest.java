package tare.harness.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tare.results.model.Metric;
import tare.results.model.Step;

class DivergenceFindingsTest {

    private static final Step STEP = new Step(0, 0, "divergence", "kvm-fork");
    private static final long MILLI = 1_000_000;

    private static List<Double> values(DivergenceFindings findings, Metric metric) {
        return findings.all().stream()
                .map(Finding.Found.class::cast)
                .filter(found -> found.key().metric() == metric)
                .map(found -> found.round().samples().values()[0])
                .toList();
    }

    @Test
    void forkingSavesNothingWhereClonesCostAsMuchAsCopies() {
        // An image of 60, 4 clones, 10 each at birth: copies cost 4 x 70 = 280, clones 60 + 4 c,
        // equal at c = 55.
        DivergenceFindings findings = new DivergenceFindings(STEP, 4, 60);
        findings.reading(0, 10, 0);
        findings.reading(100 * MILLI, 50, 40);
        assertEquals(List.of(), values(findings, Metric.DIVERGENCE_EVEN));
        findings.reading(200 * MILLI, 60, 50);
        findings.reading(300 * MILLI, 65, 55);
        assertEquals(List.of(150.0 * MILLI), values(findings, Metric.DIVERGENCE_EVEN));
        assertEquals(List.of(10.0, 50.0, 60.0, 65.0), values(findings, Metric.DIVERGENCE_CLONE));
        assertEquals(List.of(60.0), values(findings, Metric.DIVERGENCE_IMAGE));
    }

    @Test
    void oneCloneSavesNothingFromTheBeginning() {
        assertEquals(10, DivergenceFindings.evenBytes(60, 10, 1));
        DivergenceFindings findings = new DivergenceFindings(STEP, 1, 60);
        findings.reading(0, 10, 0);
        findings.reading(MILLI, 10, 0);
        assertTrue(values(findings, Metric.DIVERGENCE_EVEN).get(0) <= MILLI);
    }
}
