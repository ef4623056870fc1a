package tare.reports.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tare.reports.figure.Table.Row;
import tare.reports.page.ReportPage;
import tare.reports.reading.RunReading;
import tare.reports.reading.SampleRuns;
import tare.results.file.ScenarioText;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFacts;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Tool;
import tare.results.published.KnownDay;

class CloudSimTableTest {

    private static final String CAPTION = "Beside CloudSim 3.0.3 itself";
    private static final KnownDay DAY = KnownDay.all().get(0);
    private static final KnownDay OTHER = KnownDay.all().get(1);

    private final List<Cell> cells = new ArrayList<>();

    @Test
    void eachFigureStandsBesideCloudSims() {
        day("THR-MMT-0.8", "cloudsim-3.0.3", "", 192.6230712, 26711, 0.0491328, 0.0006464);
        List<Row> rows = rows(scenario("\"renamed\"", DAY.digest(), 800));

        assertEquals(4, rows.size());
        assertEquals("20110303", rows.get(0).header());
        assertEquals(
                List.of(
                        "THR-MMT-0.8",
                        "energy, kWh",
                        "192.62307",
                        "192.62307",
                        "0.000\u00a0%",
                        "within 0.5\u00a0%: met"),
                rows.get(0).cells());
        assertEquals(
                List.of(
                        "THR-MMT-0.8",
                        "migrations",
                        "26711",
                        "26711",
                        "0.000\u00a0%",
                        "within 2\u00a0%: met"),
                rows.get(1).cells());
        assertEquals("4.91328", rows.get(2).cells().get(3));
        assertEquals("0.06464", rows.get(3).cells().get(3));
        String page = new ReportPage().render(run(scenario("\"x\"", DAY.digest(), 800)));
        assertTrue(page.contains(CAPTION));
    }

    @Test
    void whatIsFurtherOffThanAskedForIsSaid() {
        // 0.51 %, 2.0 %, nothing, 5.01 %.
        day("THR-MMT-0.8", "cloudsim-3.0.3", "", 193.6055, 27245, Double.NaN, 0.000614);
        List<Row> rows = rows(scenario("\"20110303\"", DAY.digest(), 800));

        assertEquals("within 0.5\u00a0%: missed", rows.get(0).cells().get(5));
        assertEquals("0.510\u00a0%", rows.get(0).cells().get(4));
        assertEquals("within 2\u00a0%: met", rows.get(1).cells().get(5));
        assertEquals("within 5\u00a0%: missed", rows.get(2).cells().get(5));
        assertEquals("–", rows.get(2).cells().get(4));
        assertEquals("-5.012\u00a0%", rows.get(3).cells().get(4));
        assertEquals("within 5\u00a0%: missed", rows.get(3).cells().get(5));
    }

    @Test
    void noneOfSomethingIsNoDifferenceAndAnyWhereThereWasNoneIsOne() {
        day("DVFS", "cloudsim-3.0.3", "", 802.75449, 1, 0, 0);
        List<Row> rows = rows(scenario("\"20110303\"", DAY.digest(), 800));

        assertEquals("within 2\u00a0%: missed", rows.get(1).cells().get(5));
        assertEquals("–", rows.get(1).cells().get(4));
        assertEquals("0.000\u00a0%", rows.get(2).cells().get(4));
    }

    /** The folder's name lies, the content does not. */
    @Test
    void severalDaysAreToldByTheirContent() {
        day("THR-MMT-0.8", "cloudsim-3.0.3", "20110303", 144.74116, 20908, 0.05, 0.0007);
        day("THR-MMT-0.8", "cloudsim-3.0.3", "march", 192.62307, 26711, 0.049, 0.00065);
        day("THR-MMT-0.8", "cloudsim-3.0.3", "elsewhere", 144.74116, 20908, 0.05, 0.0007);
        List<Row> rows =
                rows(
                        scenario(
                                "[\"days/20110303/\",\"./march\"]",
                                OTHER.digest() + " " + DAY.digest(),
                                800));

        assertEquals(8, rows.size());
        assertEquals("20110306", rows.get(0).header());
        assertEquals("144.74116", rows.get(0).cells().get(2));
        assertEquals("20110303", rows.get(4).header());
    }

    @Test
    void whatCloudSimsFiguresAreNotKnownOfHasNoTable() {
        day("THR-MMT-0.8", "corrected", "", 1, 1, 1, 1);
        day("THR-MMT-0.7", "cloudsim-3.0.3", "", 1, 1, 1, 1);
        String known = scenario("\"20110303\"", DAY.digest(), 800);
        assertEquals(List.of(), rows(known));
        assertFalse(new ReportPage().render(run(known)).contains(CAPTION));

        day("THR-MMT-0.8", "cloudsim-3.0.3", "", 1, 1, 1, 1);
        assertEquals(4, rows(known).size());
        String other = "0" + DAY.digest().substring(1);
        assertEquals(List.of(), rows(scenario("\"20110303\"", other, 800)), "another content");
        assertEquals(List.of(), rows(scenario("\"20110303\"", "", 800)), "no digest");
        assertEquals(List.of(), rows(scenario("\"20110303\"", DAY.digest(), 400)), "hosts");
        assertEquals(List.of(), rows("20110303"), "no scenario");
        assertEquals(List.of(), CloudSimTable.of(new RunReading(SampleRuns.typical())).rows());
    }

    /** Texts are cut where they are shown; digests of many days are longer than that. */
    @Test
    void aLongPlanIsReadWhole() {
        day("THR-MMT-0.8", "cloudsim-3.0.3", "march", 192.62307, 26711, 0.049, 0.00065);
        StringBuilder folders = new StringBuilder("[\"march\"");
        StringBuilder digests = new StringBuilder(DAY.digest());
        for (int i = 0; i < 20; i++) {
            folders.append(",\"day").append(i).append('"');
            digests.append(' ').append(i).append(DAY.digest());
        }

        assertEquals(4, rows(scenario(folders + "]", digests.toString(), 800)).size());
    }

    private List<Row> rows(String scenario) {
        return CloudSimTable.of(new RunReading(run(scenario))).rows();
    }

    private static String scenario(String trace, String digest, int hosts) {
        return "{\"model\":\"motion\",\"trace\":"
                + trace
                + ",\"hosts\":"
                + hosts
                + ",\"digest\":\""
                + digest
                + "\"}";
    }

    private RunResult run(String scenario) {
        return new RunResult(
                "id",
                "2026-01-01T00:00:00Z",
                RunState.COMPLETE,
                new Tool("0", "unknown", new TreeMap<>(), new TreeMap<>()),
                new HostFacts("none", new TreeMap<>()),
                new Plan(
                        1,
                        "quick",
                        List.of("simulate"),
                        List.of("vm"),
                        1,
                        new TreeMap<>(Map.of(ScenarioText.PARAMETER, scenario)),
                        List.of()),
                cells,
                List.of());
    }

    private void day(
            String policy,
            String edition,
            String trace,
            double energy,
            double migrations,
            double slatah,
            double pdm) {
        Map<Metric, Double> values =
                new TreeMap<>(
                        Map.of(
                                Metric.FLEET_ENERGY, energy,
                                Metric.FLEET_MIGRATIONS, migrations,
                                Metric.FLEET_SLATAH, slatah,
                                Metric.FLEET_PDM, pdm,
                                Metric.FLEET_SLAV, 3e-5));
        values.forEach(
                (metric, value) -> {
                    if (!value.isNaN()) {
                        CellKey key =
                                CellKey.of("simulate", "vm", "days", metric)
                                        .with("policy", policy)
                                        .with("edition", edition);
                        cells.add(
                                new Cell(
                                        trace.isEmpty() ? key : key.with("trace", trace),
                                        BackendClass.VM,
                                        1,
                                        new TreeSet<>(List.of(Label.SIMULATED)),
                                        "",
                                        SampleRuns.measured(new double[][] {{value}})));
                    }
                });
    }
}
