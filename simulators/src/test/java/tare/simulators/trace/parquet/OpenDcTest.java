package tare.simulators.trace.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tare.simulators.trace.parquet.Written.row;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
import tare.simulators.trace.parquet.OpenDc.MemoryUnit;

class OpenDcTest {

    @TempDir private Path folder;

    @Test
    void readsTasksAndFragments() throws IOException {
        Written.write(
                folder.resolve("tasks.parquet"),
                Written.TASKS,
                row(4, 1000L, 600_000L, 16, 33_600.0, 2048L),
                row(5, 2000L, 300_000L, 1, 2_000.0, 1024L));
        Written.write(
                folder.resolve("fragments.parquet"),
                Written.FRAGMENTS,
                row(4, 300_000L, 16_800.0),
                row(5, 300_000L, 500.0),
                row(4, 300_000L, 33_601.0));
        List<InstanceRow> instances = new ArrayList<>();
        List<UsageRow> usage = new ArrayList<>();

        OpenDc trace = new OpenDc(folder, MemoryUnit.MIB);
        assertEquals(List.of(), trace.instances(instances::add));
        List<Remark> remarks = trace.usage(usage::add);

        assertEquals(
                new InstanceRow(
                        "4",
                        1_000_000_000L,
                        601_000_000_000L,
                        OptionalInt.of(16_000),
                        OptionalLong.of(2L << 30),
                        0,
                        0),
                instances.get(0));
        assertEquals(
                List.of(
                        new UsageRow("4", 1_000_000_000L, 300_000_000_000L, 0.5),
                        new UsageRow("5", 2_000_000_000L, 300_000_000_000L, 0.25),
                        new UsageRow("4", 301_000_000_000L, 300_000_000_000L, 1)),
                usage);
        assertEquals(
                List.of(RemarkKind.USAGE_ABOVE_FULL), remarks.stream().map(Remark::kind).toList());
    }

    @Test
    void readsMetaAndTraceAndLeavesUnsettledMemoryOut() throws IOException {
        Written.write(
                folder.resolve("meta.parquet"),
                Written.META,
                row("a", 0L, 600_000L, 2, 4_000.0, 181_352L));
        Written.write(
                folder.resolve("trace.parquet"),
                Written.TRACE,
                row("a", 300_000L, 300_000L, 2, 1_000.0),
                row("a", 600_000L, 300_000L, 2));
        List<InstanceRow> instances = new ArrayList<>();
        List<UsageRow> usage = new ArrayList<>();

        OpenDc trace = new OpenDc(folder, MemoryUnit.UNSETTLED);
        List<Remark> remarks = trace.instances(instances::add);
        List<Remark> ofUsage = trace.usage(usage::add);

        assertEquals(OptionalLong.empty(), instances.get(0).memoryBytes());
        assertEquals(
                List.of(RemarkKind.MEMORY_UNIT_UNSETTLED),
                remarks.stream().map(Remark::kind).toList());
        assertEquals(List.of(new UsageRow("a", 0, 300_000_000_000L, 0.25)), usage);
        assertEquals(List.of(RemarkKind.USAGE_ABSENT), ofUsage.stream().map(Remark::kind).toList());
    }

    @Test
    void refusesForeignAbsentAndTruncatedFiles() throws IOException {
        OpenDc trace = new OpenDc(folder, MemoryUnit.KIB);
        assertThrows(InputError.class, () -> trace.instances(row -> {}));

        Path tasks = folder.resolve("tasks.parquet");
        Written.write(tasks, Written.FRAGMENTS, row(4, 300_000L, 16_800.0));
        InputError foreign = assertThrows(InputError.class, () -> trace.instances(row -> {}));
        assertTrue(foreign.where().endsWith("submission_time"), foreign.where());
        Files.delete(tasks);

        Object[][] rows = new Object[3000][];
        Arrays.setAll(rows, i -> row(i, 1000L * i, 600_000L, 1, 1e3 * i, 1L));
        Written.write(tasks, Written.TASKS, rows);
        byte[] bytes = Files.readAllBytes(tasks);
        for (int part = 0; part < 8; part++) {
            Files.write(tasks, Arrays.copyOf(bytes, bytes.length * part / 8));
            assertThrows(InputError.class, () -> trace.instances(row -> {}));
        }
    }

    @Test
    void refusesFragmentsOfNoTask() throws IOException {
        Written.write(
                folder.resolve("tasks.parquet"),
                Written.TASKS,
                row(4, 1000L, 600_000L, 16, 33_600.0, 2048L));
        Written.write(
                folder.resolve("fragments.parquet"), Written.FRAGMENTS, row(5, 300L, 16_800.0));

        InputError e =
                assertThrows(
                        InputError.class,
                        () -> new OpenDc(folder, MemoryUnit.KIB).usage(row -> {}));

        assertTrue(e.where().endsWith("fragments.parquet, row 1, id"), e.where());
    }

    /** Both pairs of Bitbrains' are the same trace: ZSTD with times, and Snappy without. */
    @Test
    void readsTheRealBitbrainsBothWays() throws IOException {
        Path real = SharedTraces.require("bitbrains-small");
        Path old = Files.createDirectory(folder.resolve("old"));
        Files.copy(real.resolve("meta.parquet"), old.resolve("meta.parquet"));
        Files.copy(real.resolve("trace.parquet"), old.resolve("trace.parquet"));

        double[] sums = sums(new OpenDc(real, MemoryUnit.KIB));
        double[] oldSums = sums(new OpenDc(old, MemoryUnit.KIB));

        assertEquals(50, sums[0]);
        assertEquals(50, oldSums[0]);
        assertEquals(276_979, sums[1]);
        assertEquals(276_979, oldSums[1]);
        assertEquals(oldSums[2], sums[2], 1e-6 * sums[2]);
    }

    @Test
    void readsTheRealSurf() {
        double[] sums = sums(new OpenDc(SharedTraces.require("surf-week"), MemoryUnit.MIB));

        assertEquals(6_295, sums[0]);
        assertEquals(2_323_475, sums[1]);
    }

    /** Instances, samples, and the sum of shares. */
    private static double[] sums(OpenDc trace) {
        double[] sums = new double[3];
        trace.instances(row -> sums[0]++);
        trace.usage(
                row -> {
                    sums[1]++;
                    sums[2] += row.share();
                });
        return sums;
    }
}
