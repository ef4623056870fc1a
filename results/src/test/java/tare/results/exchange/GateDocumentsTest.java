package tare.results.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;
import tare.results.comparison.Comparison;
import tare.results.comparison.Runs;
import tare.results.gate.Gate;
import tare.results.gate.GateReport;
import tare.results.gate.Limit;
import tare.results.gate.Policy;
import tare.results.gate.SelfTest;
import tare.results.model.Cell;
import tare.results.model.HostFact;
import tare.results.model.RunResult;

class GateDocumentsTest {

    private static final String LATER = "2026-11-25T21:00:00Z";
    private static final Policy POLICY =
            Policy.standard().limiting(List.of(Limit.parse("start-p50=1.5ms")));

    private static final RunResult BASE =
            Runs.of(
                    ready("crun", 12, 1e6),
                    ready("runc", 12, 1e6),
                    ready("few", 4, 1e6),
                    ready("gone", 12, 1e6));

    private static final RunResult OTHER =
            Runs.of(LATER, ready("crun", 12, 1e6), ready("runc", 12, 2e6), ready("few", 4, 1e6));

    private static final GateReport REPORT =
            new Gate(POLICY, LocalDate.of(2026, 11, 29), "tare gate --baseline 'a|b' \u0007 x")
                    .against(BASE, OTHER, Set.of(), Set.of());

    @Test
    void theTerminalHasEachVerdictItsReasonAndTheCommand() {
        String text = GateText.plain(REPORT);
        assertTrue(text.startsWith("Gate: INCOMPARABLE - "), text);
        for (String wanted :
                List.of(
                        "! INCOMPARABLE boot/gone/stage.ready:p50",
                        "- FAIL boot/runc/stage.ready:p50",
                        "? INCONCLUSIVE boot/few/stage.ready:p50",
                        "+ PASS boot/crun/stage.ready:p50",
                        "- FAIL boot/runc/start-p50",
                        "relative minimum",
                        "S95",
                        "noise floor unknown",
                        "Repeat: tare gate --baseline")) {
            assertTrue(text.contains(wanted), wanted + " in " + text);
        }
        assertFalse(text.contains("no regression"));
    }

    @Test
    void markdownHasTheWorstFirstAndFoldsMany() {
        String text = GateText.markdown(REPORT);
        assertTrue(text.indexOf("INCOMPARABLE |") < text.indexOf("FAIL |"), text);
        assertFalse(text.contains("<details>"));
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            cells.add(ready("b" + i, 2, 1e6));
        }
        RunResult many = Runs.of(cells.toArray(Cell[]::new));
        String folded =
                GateText.markdown(
                        new Gate(Policy.standard(), LocalDate.EPOCH, "")
                                .against(many, many, Set.of(), Set.of()));
        assertTrue(folded.contains("<details><summary>5 more</summary>"), folded);
    }

    @Test
    void xmlIsValid() throws SAXException, IOException {
        for (boolean inconclusiveFails : new boolean[] {false, true}) {
            String xml = JUnitXml.of(REPORT, inconclusiveFails, java.time.Duration.ofMillis(8400));
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(GateDocumentsTest.class.getResource("junit.xsd"))
                    .newValidator()
                    .validate(new StreamSource(new StringReader(xml)));
            // runc's change, runc's limit; and few's change where that counts.
            assertTrue(xml.contains("failures=\"" + (inconclusiveFails ? 3 : 2) + "\""), xml);
            assertTrue(xml.contains("errors=\"1\""), xml);
            assertTrue(
                    xml.contains("skipped=\"" + (inconclusiveFails ? 0 : 1) + "\" time=\"8.400\""));
        }
    }

    @Test
    void jsonHasAllFigures() throws IOException {
        JsonNode root = new ObjectMapper().readTree(GateJson.of(REPORT));
        assertEquals("INCOMPARABLE", root.get("verdict").asText());
        assertEquals(4, root.get("lines").size());
        JsonNode fail = root.get("lines").get(1);
        assertEquals("FAIL", fail.get("verdict").asText());
        assertEquals(2, fail.get("ratio").asDouble(), .01);
        assertEquals(3, root.get("limits").size());
    }

    @Test
    void aSelfTestCountsAlarmsAndPower() {
        List<SelfTest> tests = SelfTest.of(REPORT, POLICY, 20);
        SelfTest runc =
                tests.stream().filter(t -> t.cell().contains("runc")).findFirst().orElseThrow();
        assertEquals(0, runc.outcomes().get(0).failed());
        assertEquals(1, runc.outcomes().get(3).failed(), "a fifth");
        assertEquals(0, runc.outcomes().get(3).passed());
        assertTrue(SelfTestText.plain(tests).contains("none: false alarms"));
        assertEquals(tests, SelfTest.of(REPORT, POLICY, 20));
    }

    @Test
    void comparisonsAreTablesAndDocuments() throws IOException {
        RunResult moved =
                Runs.on(OTHER, Runs.host(Map.of(HostFact.CPU_MODEL, "B|<b>")), BASE.tool());
        Comparison comparison = Comparison.of(BASE, moved, Set.of(), Set.of());
        String plain = ComparisonText.plain(comparison);
        assertTrue(plain.contains("NOT comparable"), plain);
        assertTrue(plain.contains("cpu.model is Example CPU against B|<b> (binds)"), plain);
        assertTrue(plain.contains("the other side has no such cell"), plain);
        assertTrue(plain.contains("2.000 ("), plain);
        String markdown = ComparisonText.markdown(comparison);
        assertFalse(markdown.contains("<b>"), markdown);
        String csv = ComparisonText.csv(comparison);
        assertEquals(5, csv.lines().count());
        for (String line : csv.lines().toList()) {
            assertEquals(17, line.split(",", -1).length, line);
        }
        JsonNode json = new ObjectMapper().readTree(ComparisonText.json(comparison));
        assertFalse(json.get("comparable").asBoolean());
        assertEquals(4, json.get("cells").size());
    }

    private static Cell ready(String backend, int rounds, double centre) {
        return Runs.cell(Runs.ready(backend), Runs.rounds(rounds, centre));
    }
}
