package tare.harness.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Rung.Way;
import tare.harness.fork.RungSamples;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Step;

class LadderFindingsTest {

    private static final Step STEP = new Step(2, 0, "ladder", "namespace");

    private static RungSamples rung(Way way, String layers, long... nanos) {
        return new RungSamples(
                way,
                layers.isEmpty() ? List.of() : List.of(layers.split("\\+")),
                "key",
                nanos,
                nanos.length == 0 ? "clone: EPERM" : "",
                "");
    }

    private static double value(List<Finding> findings, Metric metric, String way, String layer) {
        return findings.stream()
                .filter(Finding.Found.class::isInstance)
                .map(Finding.Found.class::cast)
                .filter(found -> found.key().metric() == metric)
                .filter(found -> way.equals(found.key().parameters().get("way")))
                .filter(found -> layer.equals(found.key().parameters().get("layer")))
                .mapToDouble(found -> found.round().samples().values()[0])
                .findFirst()
                .orElseThrow();
    }

    @Test
    void costsAndInteractionsAreDifferencesOfMedians() {
        List<Finding> findings =
                new LadderFindings(STEP)
                        .of(
                                List.of(
                                        rung(Way.FORWARD, "", 100, 90, 200),
                                        rung(Way.FORWARD, "mount", 130),
                                        rung(Way.FORWARD, "root", 190),
                                        rung(Way.FORWARD, "uts", 185),
                                        rung(Way.WITHOUT, "mount+root", 95),
                                        rung(Way.WITHOUT, "uts", 188)));
        assertEquals(30, value(findings, Metric.LADDER_COST, "forward", "mount"));
        assertEquals(60, value(findings, Metric.LADDER_COST, "forward", "root"));
        assertEquals(-5, value(findings, Metric.LADDER_COST, "forward", "uts"));
        assertEquals(90, value(findings, Metric.LADDER_COST, "without", "mount+root"));
        assertEquals(-3, value(findings, Metric.LADDER_COST, "without", "uts"));
        // 90 on top of all, against 30 and 60 where they stand.
        assertEquals(0, value(findings, Metric.LADDER_INTERACTION, "without", "mount+root"));
        assertEquals(2, value(findings, Metric.LADDER_INTERACTION, "without", "uts"));
    }

    @Test
    void aRungThatCannotBeClimbedCostsItsOwnFiguresAlone() {
        List<Finding> findings =
                new LadderFindings(STEP)
                        .of(
                                List.of(
                                        rung(Way.FORWARD, "", 100),
                                        rung(Way.FORWARD, "network"),
                                        rung(Way.FORWARD, "uts", 150)));
        List<Finding> missing =
                findings.stream().filter(Finding.Missing.class::isInstance).toList();
        assertEquals(1, missing.size());
        Outcome.Absent why = ((Finding.Missing) missing.get(0)).why();
        assertEquals("clone: EPERM", why.reason());
        assertTrue(findings.stream().noneMatch(f -> f.key().metric() == Metric.LADDER_COST));
    }

    @Test
    void aBackendThatIsNotTakenApartHasACellWithoutParameters() {
        List<Finding> findings =
                new LadderFindings(STEP).of(List.of(rung(Way.FORWARD, "whole", 5, 6)));
        assertEquals(1, findings.size());
        assertTrue(findings.get(0).key().parameters().isEmpty());
    }
}
