package tare.simulators.trace.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.results.failure.InputError;
import tare.simulators.trace.InstanceRow;
import tare.simulators.trace.Remark;
import tare.simulators.trace.RemarkKind;
import tare.simulators.trace.SharedTraces;
import tare.simulators.trace.UsageRow;

class PlanetLabTest {

    @TempDir private Path folder;

    @Test
    void readsFilesInTheOrderOfTheirNamesBytes() throws IOException {
        write("b", "7\n".repeat(288));
        write("B x", "100\n".repeat(288));
        write("a", "0\r\n".repeat(287) + "50");
        write(".hidden", "x");

        List<UsageRow> usage = new ArrayList<>();
        List<InstanceRow> instances = new ArrayList<>();
        assertEquals(List.of(), new PlanetLab(folder).usage(usage::add));
        assertEquals(List.of(), new PlanetLab(folder).instances(instances::add));

        assertEquals(List.of("B x", "a", "b"), instances.stream().map(InstanceRow::id).toList());
        assertEquals(86_400_000_000_000L, instances.get(0).departsNanos());
        assertEquals(3 * 288, usage.size());
        assertEquals(new UsageRow("a", 86_100_000_000_000L, 300_000_000_000L, 0.5), usage.get(575));
        Set<String> order = new LinkedHashSet<>();
        usage.forEach(row -> order.add(row.id()));
        assertEquals(List.of("B x", "a", "b"), List.copyOf(order));
    }

    @Test
    void countsAShortDayAndRefusesALongOne() throws IOException {
        write("short", "1\n2\n");
        List<Remark> remarks = new PlanetLab(folder).usage(row -> {});
        assertEquals(
                List.of(
                        new Remark(
                                RemarkKind.SERIES_SHORT, 1, folder.resolve("short") + ", line 2")),
                remarks);

        write("short", "1\n".repeat(289));
        InputError e = assertThrows(InputError.class, () -> new PlanetLab(folder).usage(row -> {}));
        assertTrue(e.where().endsWith("short, line 289"), e.where());
    }

    @Test
    void saysWhichLineIsNoNumber() throws IOException {
        write("vm", "1\n\u0000\n");

        InputError e = assertThrows(InputError.class, () -> new PlanetLab(folder).usage(row -> {}));

        assertTrue(e.where().endsWith("vm, line 2, CPU %"), e.where());
    }

    @Test
    void saysWhenThereIsNothing() {
        assertThrows(InputError.class, () -> new PlanetLab(folder).usage(row -> {}));
        assertThrows(
                InputError.class,
                () -> new PlanetLab(folder.resolve("absent")).instances(row -> {}));
    }

    /** The means that whoever publishes the traces states. */
    @Test
    void readsTheRealTrace() throws IOException {
        unpack(SharedTraces.require("planetlab/20110303.tar.gz"));
        Path day = folder.resolve("20110303");
        double[] sum = new double[2];
        List<Remark> remarks =
                new PlanetLab(day)
                        .usage(
                                row -> {
                                    sum[0] += row.share();
                                    sum[1]++;
                                });

        assertEquals(List.of(), remarks);
        assertEquals(1052 * 288, sum[1]);
        assertEquals(12.314, 100 * sum[0] / sum[1], 0.0005);
    }

    private void unpack(Path archive) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new GZIPInputStream(
                                new BufferedInputStream(Files.newInputStream(archive))))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                Path target = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(tar, target);
                }
                entry = tar.getNextEntry();
            }
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
