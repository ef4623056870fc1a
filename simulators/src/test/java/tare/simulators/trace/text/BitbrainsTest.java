package tare.simulators.trace.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.results.failure.InputError;
import tare.simulators.trace.InstanceRow;
import tare.simulators.trace.Remark;
import tare.simulators.trace.RemarkKind;
import tare.simulators.trace.SharedTraces;
import tare.simulators.trace.UsageRow;

class BitbrainsTest {

    private static final String HEADER =
            "Timestamp [ms];\tCPU cores;\tCPU capacity provisioned [MHZ];\tCPU usage [MHZ];\t"
                    + "CPU usage [%];\tMemory capacity provisioned [KB];\tMemory usage [KB]\n";

    @TempDir private Path folder;

    @Test
    void readsAVmOfEachFile() throws IOException {
        write(
                "7.csv",
                HEADER
                        + "1376314846;\t2;\t5200.0;\t52.0;\t1.0;\t2097152.0;\t1.0\n"
                        + "1376315146;\t4;\t10400.0;\t52.0;\t0.5;\t1048576.0;\t1.0\n");
        List<InstanceRow> rows = new ArrayList<>();
        List<UsageRow> usage = new ArrayList<>();

        List<Remark> remarks = new Bitbrains(folder).instances(rows::add);
        new Bitbrains(folder).usage(usage::add);

        assertEquals(
                List.of(
                        new InstanceRow(
                                "7",
                                1_376_314_846_000_000_000L,
                                1_376_315_446_000_000_000L,
                                OptionalInt.of(4000),
                                OptionalLong.of(2L << 30),
                                0,
                                0)),
                rows);
        assertEquals(
                List.of(RemarkKind.SECONDS_FOR_MILLISECONDS),
                remarks.stream().map(Remark::kind).toList());
        assertEquals(List.of(0.01, 0.005), usage.stream().map(UsageRow::share).toList());
    }

    @Test
    void takesUnitsFromTheHeader() throws IOException {
        write(
                "1.csv",
                HEADER.replace("provisioned [KB]", "provisioned [MB]")
                        + "1376314846000;1;2600;26;1;2048;1\n");
        List<InstanceRow> rows = new ArrayList<>();

        List<Remark> remarks = new Bitbrains(folder).instances(rows::add);

        assertEquals(List.of(), remarks);
        assertEquals(OptionalLong.of(2L << 30), rows.get(0).memoryBytes());
        assertEquals(1_376_314_846_000_000_000L, rows.get(0).arrivesNanos());
    }

    @Test
    void refusesAUnitThatItDoesNotKnowAndAFileOfAHeader() throws IOException {
        write("1.csv", HEADER.replace("provisioned [KB]", "provisioned [pages]") + "1;1;1;1;1;1\n");
        InputError e =
                assertThrows(InputError.class, () -> new Bitbrains(folder).instances(row -> {}));
        assertTrue(e.why().contains("PAGES"), e.why());

        write("1.csv", HEADER);
        assertThrows(InputError.class, () -> new Bitbrains(folder).instances(row -> {}));
    }

    @Test
    void readsTheRealSample() throws IOException {
        Files.copy(
                SharedTraces.require("format-samples/bitbrains-gwa-t-12-one-vm.csv.gz"),
                folder.resolve("1.csv.gz"));
        List<InstanceRow> rows = new ArrayList<>();
        long[] samples = {0};

        new Bitbrains(folder).instances(rows::add);
        new Bitbrains(folder).usage(row -> samples[0]++);

        assertEquals("1", rows.get(0).id());
        assertEquals(OptionalInt.of(1000), rows.get(0).cpuMillis());
        assertEquals(OptionalLong.of(2L << 30), rows.get(0).memoryBytes());
        assertTrue(samples[0] > 1000, () -> samples[0] + " samples");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
