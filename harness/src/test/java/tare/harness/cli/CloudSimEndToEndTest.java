package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real day of PlanetLab as users play it: the page says how far from CloudSim 3.0.3 it is. */
class CloudSimEndToEndTest {

    private static final String DAY = "20110303";

    @TempDir private Path directory;

    @Test
    void thePageHoldsADayAgainstCloudSimWhateverItsFolderIsCalled()
            throws IOException, InterruptedException {
        unpack(archive(), Files.createDirectory(directory.resolve("monday")));
        TareProcess.Ended ended =
                new TareProcess(directory)
                        .run(
                                "simulate",
                                "dynamic-consolidation",
                                "--set",
                                "trace=monday",
                                "--set",
                                "policy=THR-MMT-0.8,THR-MMT-0.7",
                                "--set",
                                "edition=cloudsim-3.0.3,corrected",
                                "--out",
                                "out");
        assertEquals(0, ended.status(), ended.err());
        JsonNode result =
                new ObjectMapper().readTree(directory.resolve("out/result.json").toFile());
        assertEquals(26711, migrations(result));

        String page = Files.readString(directory.resolve("out/report.html"));
        String table = page.substring(page.indexOf("Beside CloudSim 3.0.3 itself"));
        table = table.substring(0, table.indexOf("</table>"));
        for (String figure : new String[] {DAY, "192.62307", "26711", "4.91328", "0.06464"}) {
            assertTrue(table.contains(figure), figure + " in " + table);
        }
        assertEquals(4, table.split(": met", -1).length - 1, table);
        assertFalse(table.contains("missed"), table);
        assertFalse(table.contains("THR-MMT-0.7"), table);
    }

    private static int migrations(JsonNode result) {
        for (JsonNode cell : result.get("cells")) {
            if (cell.get("metric").asText().equals("fleet.migrations")
                    && cell.at("/parameters/policy").asText().equals("THR-MMT-0.8")
                    && cell.at("/parameters/edition").asText().equals("cloudsim-3.0.3")) {
                return cell.at("/summary/p50").asInt();
            }
        }
        return -1;
    }

    private static Path archive() {
        String named = System.getenv("TARE_TRACES");
        Path root = named == null ? Path.of("..", "..", "shared", "data") : Path.of(named);
        Path archive = root.toAbsolutePath().normalize().resolve("planetlab/" + DAY + ".tar.gz");
        String reason = "the real traces are not here: no " + archive;
        if ("1".equals(System.getenv("TARE_REQUIRE_ALL"))) {
            assertTrue(Files.exists(archive), reason + ", and TARE_REQUIRE_ALL is set");
        }
        Assumptions.assumeTrue(Files.exists(archive), reason);
        return archive;
    }

    private static void unpack(Path archive, Path folder) throws IOException {
        try (var in =
                new TarArchiveInputStream(
                        new GZIPInputStream(
                                new BufferedInputStream(Files.newInputStream(archive))))) {
            for (TarArchiveEntry entry = in.getNextEntry();
                    entry != null;
                    entry = in.getNextEntry()) {
                if (entry.isFile()) {
                    Path file = folder.resolve(Path.of(entry.getName()).getFileName());
                    Files.write(file, in.readAllBytes());
                }
            }
        }
    }
}
