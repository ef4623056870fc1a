package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans, storms and back-tests as users start them. */
class PlanEndToEndTest {

    @TempDir private Path directory;

    @Test
    void aPlanSaysWhatIsCheapestAndRepeatsItself() throws IOException, InterruptedException {
        TareProcess.Ended first = plan("--seed", "7", "--out", "first");
        assertEquals(0, first.status(), first.err());
        assertTrue(first.out().contains("Cheapest: "), first.out());
        assertTrue(first.out().contains("Lower bound: "), first.out());
        assertTrue(first.out().contains("Why the others lose:"), first.out());
        assertTrue(first.out().contains("process"), first.out());
        assertTrue(first.out().contains("gVisor's performance guide"), first.out());
        assertTrue(
                Files.readString(directory.resolve("first/report.html")).contains("id=\"plan\""));

        TareProcess.Ended again =
                new TareProcess(directory)
                        .run("plan", "--fleet", "first/result.json", "--out", "again");
        assertEquals(0, again.status(), again.err());
        for (String part : List.of("plan", "cells", "id")) {
            assertEquals(result("first").get(part), result("again").get(part), part);
        }
        assertEquals(5, new TareProcess(directory).run("simulate", "first").status());
    }

    @Test
    void whatCannotBeKeptIsNamedWithTheNearestAndIsAnAnswer()
            throws IOException, InterruptedException {
        TareProcess.Ended ended =
                plan("--sla", "start-p99=1us", "--sla", "isolation=vm", "--out", "none");
        assertEquals(0, ended.status(), ended.err());
        assertTrue(
                ended.out().contains("instead of start-p99=1us the nearest is start-p99="),
                ended.out());
        JsonNode cells = result("none").get("cells");
        int skipped = 0;
        for (JsonNode cell : cells) {
            if (cell.get("status").asText().equals("skipped")) {
                skipped++;
                assertTrue(cell.get("reason").asText().startsWith("not within"), cell.toString());
            }
        }
        assertEquals(6, skipped, "each technology says why");
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsMade() throws IOException, InterruptedException {
        TareProcess.Ended sla = plan("--sla", "start-p99=500");
        assertEquals(2, sla.status(), sla.err());
        assertTrue(sla.err().contains("did you mean start-p99=500ms?"), sla.err());
        TareProcess.Ended key = new TareProcess(directory).run("plan", "--set", "brust=3");
        assertEquals(5, key.status(), key.err());
        assertTrue(key.err().contains("burst"), key.err());
        assertEquals(2, plan("--fleet", "absent.yaml").status());
        Files.writeString(directory.resolve("bad.yaml"), "hosts: [{name: x, cores: 0}]");
        TareProcess.Ended host = plan("--fleet", "bad.yaml");
        assertEquals(5, host.status(), host.err());
        assertTrue(host.err().contains("bad.yaml, line 1"), host.err());
        assertTrue(plan("--dry-run").out().contains("Would plan"));
        assertFalse(Files.exists(directory.resolve("tare-out")));
    }

    @Test
    void stormsAndScalingRunAndRepeatThemselves() throws IOException, InterruptedException {
        TareProcess tare = new TareProcess(directory);
        for (String[] scenario :
                new String[][] {
                    {"boot-storm", "instances=[5,50]", "storm.latency"},
                    {"autoscale", "until=90 s", "scale.wait"}
                }) {
            TareProcess.Ended ended =
                    tare.run(
                            "simulate",
                            scenario[0],
                            "--set",
                            scenario[1],
                            "--set",
                            "repeats=1",
                            "--out",
                            scenario[0]);
            assertEquals(0, ended.status(), ended.err());
            assertTrue(ended.out().contains("firecracker"), ended.out());
            assertTrue(result(scenario[0]).get("cells").toString().contains(scenario[2]));
            String again = scenario[0] + "-again";
            assertEquals(
                    0, tare.run("simulate", scenario[0] + "/result.json", "--out", again).status());
            assertEquals(result(scenario[0]).get("id"), result(again).get("id"));
        }
    }

    @Test
    @Tag("kernel")
    void aResultForetellsItsOwnLargerHalf() throws IOException, InterruptedException {
        TareProcess tare = new TareProcess(directory);
        TareProcess.Ended run =
                tare.run(
                        "run",
                        "footprint",
                        "--backend",
                        "process",
                        "--rounds",
                        "2",
                        "--set",
                        "footprint.ladder=0,10,20,40",
                        "--set",
                        "footprint.rounds=2",
                        "--concurrent",
                        "--out",
                        "measured");
        assertEquals(0, run.status(), run.err());
        TareProcess.Ended ended = tare.run("backtest", "measured", "--upto", "20", "--out", "off");
        assertEquals(0, ended.status(), ended.err());
        assertTrue(ended.out().contains("memory.cgroup of footprint at 40"), ended.out());
        assertTrue(
                Files.readString(directory.resolve("off/report.html")).contains("id=\"backtest\""));
        boolean error = false;
        for (JsonNode cell : result("off").get("cells")) {
            error |= cell.get("metric").asText().equals("backtest.error");
        }
        assertTrue(error, "the errors are in the result");
        assertEquals(5, tare.run("backtest", "measured", "--upto", "40").status());
    }

    private TareProcess.Ended plan(String... arguments) throws IOException, InterruptedException {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "plan",
                                "--set",
                                "services.0.count=80",
                                "--set",
                                "cpuOvercommit=[1,2]",
                                "--set",
                                "draws=1",
                                "--set",
                                "burst=20"));
        all.addAll(List.of(arguments));
        return new TareProcess(directory).run(all.toArray(new String[0]));
    }

    private JsonNode result(String out) throws IOException {
        return new ObjectMapper().readTree(directory.resolve(out).resolve("result.json").toFile());
    }
}
