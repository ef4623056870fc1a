package tare.simulators.trace.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tare.results.failure.InputError;
import tare.results.failure.UsageError;
import tare.simulators.trace.InstanceRow;
import tare.simulators.trace.Remark;
import tare.simulators.trace.RemarkKind;
import tare.simulators.trace.SharedTraces;
import tare.simulators.trace.Source;
import tare.simulators.trace.Texts;
import tare.simulators.trace.UsageRow;

class AzureTest {

    @Test
    void readsTheTableOfVms() {
        List<InstanceRow> rows = new ArrayList<>();
        List<Remark> remarks =
                new AzureVms(
                                Texts.source(
                                        """
                                        a/1,s,d,0,300,99.5,3.4,10.1,Interactive,2,1.75
                                        b,s,d,300,,99.5,3.4,10.1,Unknown,>24,>64
                                        """))
                        .instances(rows::add);

        assertEquals(
                List.of(
                        new InstanceRow(
                                "a/1",
                                0,
                                300_000_000_000L,
                                OptionalInt.of(2000),
                                OptionalLong.of(7L << 28),
                                1,
                                0),
                        new InstanceRow(
                                "b",
                                300_000_000_000L,
                                InstanceRow.NEVER,
                                OptionalInt.of(24_000),
                                OptionalLong.of(64L << 30),
                                0,
                                0)),
                rows);
        assertEquals(
                List.of(new Remark(RemarkKind.OPEN_BUCKET, 2, "given, line 2, cores")), remarks);
    }

    @Test
    void readsReadings() {
        List<UsageRow> rows = new ArrayList<>();
        List<Remark> remarks =
                new AzureReadings(
                                List.of(
                                        Texts.source("0,a,1,9,4.5\n0,b,1,9,101\n"),
                                        Texts.source("300,a,1,9,-2\n300,b,1,9,\n")))
                        .usage(rows::add);

        assertEquals(
                List.of(
                        new UsageRow("a", 0, 300_000_000_000L, 0.045),
                        new UsageRow("b", 0, 300_000_000_000L, 1)),
                rows);
        assertEquals(
                List.of(
                        RemarkKind.USAGE_ABOVE_FULL,
                        RemarkKind.USAGE_BELOW_ZERO,
                        RemarkKind.USAGE_ABSENT),
                remarks.stream().map(Remark::kind).toList());
    }

    @Test
    void saysWhatEachOfTheTwoLacks() {
        assertThrows(UsageError.class, () -> new AzureVms(Texts.source("")).usage(row -> {}));
        assertThrows(UsageError.class, () -> new AzureReadings(List.of()).instances(row -> {}));
        InputError e =
                assertThrows(
                        InputError.class,
                        () -> new AzureVms(Texts.source("a,b,c\n")).instances(row -> {}));
        assertEquals("given, line 1, deleted", e.where());
    }

    @Test
    void readsTheRealSamples() {
        List<InstanceRow> vms = new ArrayList<>();
        new AzureVms(
                        Source.of(
                                SharedTraces.require(
                                        "format-samples/azure-2017-vmtable-10rows.csv.gz")))
                .instances(vms::add);
        List<UsageRow> readings = new ArrayList<>();
        new AzureReadings(
                        List.of(
                                Source.of(
                                        SharedTraces.require(
                                                "format-samples/azure-2017-vm-cpu-readings.csv.gz"))))
                .usage(readings::add);

        assertEquals(10, vms.size());
        assertEquals(OptionalLong.of(7L << 28), vms.get(0).memoryBytes());
        assertEquals(100, readings.size());
        assertEquals(0.0286979, readings.get(0).share(), 1e-12);
    }
}
