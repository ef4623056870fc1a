package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live migration as users ask for it. */
class MigrationEndToEndTest {

    @TempDir private Path directory;

    @Test
    void machinesAreMovedAndItRepeatsItself() throws IOException, InterruptedException {
        TareProcess tare = new TareProcess(directory);
        TareProcess.Ended ended =
                tare.run("simulate", "live-migration", "--set", "count=2", "--out", "first");
        assertEquals(0, ended.status(), ended.err());
        assertTrue(ended.out().contains("post-copy"), ended.out());
        JsonNode result = result("first");
        Set<String> metrics = new TreeSet<>();
        for (JsonNode cell : result.get("cells")) {
            metrics.add(cell.get("metric").asText());
            assertEquals("simulated", cell.at("/labels/0").asText());
        }
        assertEquals(7, metrics.size(), metrics.toString());
        assertEquals(27 * 7, result.get("cells").size());
        String page = Files.readString(directory.resolve("first/report.html"));
        assertTrue(page.contains("id=\"migration\""), "no section");

        TareProcess.Ended again = tare.run("simulate", "first/result.json", "--out", "again");
        assertEquals(0, again.status(), again.err());
        for (String part : new String[] {"plan", "cells", "id"}) {
            assertEquals(result.get(part), result("again").get(part), part);
        }

        TareProcess.Ended wrong = tare.run("simulate", "live-migration", "--set", "way=pre-cpoy");
        assertEquals(5, wrong.status(), wrong.err());
        assertTrue(wrong.err().contains("pre-copy"), wrong.err());
        assertTrue(tare.run("simulate", "--list").out().contains("live-migration"));
        assertTrue(tare.run("simulate", "--show", "live-migration").out().contains("atOnce"));
        assertTrue(tare.run("simulate", "live-migration", "--dry-run").out().contains("27 trials"));
    }

    private JsonNode result(String out) throws IOException {
        return new ObjectMapper().readTree(directory.resolve(out).resolve("result.json").toFile());
    }
}
