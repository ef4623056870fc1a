package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.simulators.catalogue.Calibration;
import tare.simulators.scenario.file.PlacementScenarios;
import tare.simulators.scenario.file.ScenarioFiles;

/** Simulations as users start them. */
class SimulateEndToEndTest {

    private static final String[] SMALL = {
        "--set", "workload.count=100", "--set", "repeats=1", "--set", "growth=[1]"
    };

    @TempDir private Path directory;

    @Test
    void everyShippedScenarioRunsSmall() throws IOException, InterruptedException {
        for (String scenario : new PlacementScenarios(Calibration::none).shipped()) {
            TareProcess.Ended ended = simulate(scenario, "--out", scenario);
            assertEquals(0, ended.status(), ended.err());
            assertTrue(ended.out().contains("Result: "), ended.out());
            assertEquals(scenario, result(scenario).at("/cells/0/workload").asText());
        }
    }

    @Test
    void aResultRepeatsItselfByteByByte() throws IOException, InterruptedException {
        assertEquals(0, simulate("--seed", "7", "--out", "first").status());
        TareProcess.Ended again =
                new TareProcess(directory).run("simulate", "first/result.json", "--out", "again");

        assertEquals(0, again.status(), again.err());
        assertEquals(result("first").get("plan"), result("again").get("plan"));
        assertEquals(result("first").get("cells"), result("again").get("cells"));
        assertEquals(result("first").get("id"), result("again").get("id"));
        assertEquals(7, result("first").at("/plan/seed").asInt());
    }

    @Test
    void listsShowsAndPlansWithoutDoingAnything() throws IOException, InterruptedException {
        TareProcess tare = new TareProcess(directory);
        String list = tare.run("simulate", "--list").out();
        ScenarioFiles.shipped().forEach(name -> assertTrue(list.contains(name), list));
        assertTrue(list.contains("best-fit-decreasing"), list);
        assertEquals(
                ScenarioFiles.text("forked-fleet"),
                tare.run("simulate", "--show", "forked-fleet").out());

        TareProcess.Ended dry = simulate("--dry-run", "--json");
        JsonNode plan = new ObjectMapper().readTree(dry.out());
        assertTrue(plan.get("steps").size() > 10, dry.out());
        assertTrue(simulate("--dry-run").out().contains("Would simulate"), dry.err());
        assertFalse(Files.exists(directory.resolve("tare-out")));
    }

    @Test
    void whatIsMisspeltIsSaidWithTheNearest() throws IOException, InterruptedException {
        TareProcess tare = new TareProcess(directory);
        TareProcess.Ended scenario = tare.run("simulate", "consolidatoin");
        assertEquals(2, scenario.status(), scenario.err());
        assertTrue(scenario.err().contains("consolidation"), scenario.err());
        TareProcess.Ended key = tare.run("simulate", "--set", "hosts.0.cout=3");
        assertEquals(5, key.status(), key.err());
        assertTrue(key.err().contains("--set hosts.0.cout"), key.err());
        assertTrue(key.err().contains("count"), key.err());
        Files.writeString(directory.resolve("bad.yaml"), "hosts: [");
        TareProcess.Ended file = tare.run("simulate", "bad.yaml");
        assertEquals(5, file.status(), file.err());
        assertTrue(file.err().contains("bad.yaml, line 1"), file.err());
        assertEquals(5, tare.run("simulate", "--calibrate", "absent.json").status());
        assertFalse(Files.exists(directory.resolve("tare-out")));
    }

    @Test
    void aCalibrationNeedsSomethingThatWasMeasured() throws IOException, InterruptedException {
        assertEquals(0, simulate("--out", "first").status());

        TareProcess.Ended ended = simulate("--calibrate", "first");

        assertEquals(2, ended.status(), ended.err());
        assertTrue(ended.err().contains("tare run footprint"), ended.err());
    }

    /** On SIGINT what was done is kept, and the rest can be done later. */
    @Test
    @Tag("kernel")
    void anInterruptedSimulationIsKeptAndGoneOnWith() throws IOException, InterruptedException {
        TareProcess tare = new TareProcess(directory);
        Path out = Files.createDirectory(directory.resolve("out"));
        Process running;
        try (WatchService watch = out.getFileSystem().newWatchService()) {
            out.register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
            running =
                    tare.start(
                            "simulate",
                            "--out",
                            "out",
                            "--set",
                            "repeats=400",
                            "--set",
                            "workload.count=50000",
                            "--set",
                            "hosts.count=5000",
                            "--set",
                            "growth=[1]");
            // The first write is the header, later ones are trials.
            for (int writes = 0; writes < 3; writes++) {
                WatchKey key = watch.poll(120, TimeUnit.SECONDS);
                assertNotNull(key, "no trial was written");
                key.pollEvents();
                key.reset();
            }
        }
        new ProcessBuilder("kill", "-INT", Long.toString(running.pid())).start().waitFor();
        TareProcess.Ended ended = tare.await(running);

        assertEquals(130, ended.status(), ended.err());
        assertTrue(ended.err().contains("tare simulate --resume --out"), ended.err());
        assertEquals("partial", result("out").get("state").asText());
        int done = result("out").get("cells").size();
        assertTrue(done > 0);

        TareProcess.Ended second = simulate("--out", "out");
        assertEquals(6, second.status(), second.err());
    }

    private TareProcess.Ended simulate(String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("simulate"));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of(SMALL));
        return new TareProcess(directory).run(arguments.toArray(new String[0]));
    }

    private JsonNode result(String out) throws IOException {
        return new ObjectMapper().readTree(directory.resolve(out).resolve("result.json").toFile());
    }
}
