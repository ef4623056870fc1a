package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days of a fleet in motion as users start them. */
class MotionEndToEndTest {

    @TempDir private Path directory;

    @BeforeEach
    void aDayOfFourMachines() throws IOException {
        Path day = Files.createDirectory(directory.resolve("20110303"));
        for (int vm = 0; vm < 4; vm++) {
            StringBuilder lines = new StringBuilder();
            for (int k = 0; k < 288; k++) {
                lines.append((k * (vm + 3) + 17 * vm) % 95).append('\n');
            }
            Files.writeString(day.resolve("vm" + vm), lines);
        }
    }

    @Test
    void aDayGivesItsCellsAndRepeatsItself() throws IOException, InterruptedException {
        TareProcess.Ended ended =
                simulate(
                        "--set",
                        "policy=[THR-MMT-0.8, lr-mc]",
                        "--set",
                        "edition=cloudsim-3.0.3,corrected",
                        "--out",
                        "first");
        assertEquals(0, ended.status(), ended.err());
        assertTrue(ended.out().contains("LR-MC-1.2"), ended.out());
        JsonNode result = result("first");
        Set<String> metrics = new TreeSet<>();
        for (JsonNode cell : result.get("cells")) {
            metrics.add(cell.get("metric").asText());
            assertEquals("simulate", cell.get("experiment").asText());
        }
        assertEquals(
                Set.of(
                        "fleet.energy",
                        "fleet.migrations",
                        "fleet.slatah",
                        "fleet.pdm",
                        "fleet.slav",
                        "fleet.esv",
                        "fleet.active",
                        "fleet.load"),
                metrics);
        assertEquals(4 * metrics.size(), result.get("cells").size());
        assertEquals("kW.h", result.at("/cells/0/unit").asText());
        String page = Files.readString(directory.resolve("first/report.html"));
        assertTrue(page.contains("Energy against broken promises"), "no frontier");

        TareProcess.Ended again =
                new TareProcess(directory).run("simulate", "first/result.json", "--out", "again");
        assertEquals(0, again.status(), again.err());
        assertEquals(result.get("plan"), result("again").get("plan"));
        assertEquals(result.get("cells"), result("again").get("cells"));
        assertEquals(result.get("id"), result("again").get("id"));
    }

    @Test
    void whatIsMeantWronglyIsSaidWithTheNearest() throws IOException, InterruptedException {
        wrong("THR-MMT-0.8", "--set", "policy=THR-MTM-0.8");
        wrong("corrected", "--set", "edition=correct");
        wrong("20110303", "--set", "trace=20110330");
        wrong("policy", "--set", "polic=DVFS");
        wrong("edition=corrected", "--set", "policy=DRS-3");
        wrong("hosts=2", "--set", "hosts=1", "--out", "few");
        Files.writeString(directory.resolve("20110303/vm9"), "1\nx\n");
        wrong("vm9, line 2", "--set", "hosts=8");
        assertFalse(Files.exists(directory.resolve("tare-out")));
    }

    private void wrong(String nearest, String... arguments)
            throws IOException, InterruptedException {
        TareProcess.Ended ended = simulate(arguments);
        assertEquals(5, ended.status(), ended.err());
        assertTrue(ended.err().contains(nearest), ended.err());
    }

    private TareProcess.Ended simulate(String... more) throws IOException, InterruptedException {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "simulate";
        arguments[1] = "dynamic-consolidation";
        arguments[2] = "--set";
        arguments[3] = "trace=20110303";
        System.arraycopy(more, 0, arguments, 4, more.length);
        if (more.length == 2 && more[1].startsWith("trace=")) {
            arguments[3] = "hosts=8";
        }
        return new TareProcess(directory).run(arguments);
    }

    private JsonNode result(String out) throws IOException {
        return new ObjectMapper().readTree(directory.resolve(out).resolve("result.json").toFile());
    }
}
