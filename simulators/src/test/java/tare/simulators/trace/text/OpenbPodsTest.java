package tare.simulators.trace.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tare.results.failure.InputError;
import tare.results.failure.UsageError;
import tare.simulators.trace.InstanceRow;
import tare.simulators.trace.Remark;
import tare.simulators.trace.RemarkKind;
import tare.simulators.trace.SharedTraces;
import tare.simulators.trace.Source;
import tare.simulators.trace.Texts;

class OpenbPodsTest {

    private static final String HEADER =
            "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,"
                    + "deletion_time,scheduled_time\n";
    private static final String PODS =
            HEADER
                    + "p-0,12500,57344,0,0,,LS,Running,10,20,13\n"
                    + "p-1,500,1024,2,460,V100,BE,Pending,11,,\n";

    @Test
    void readsPods() {
        List<InstanceRow> rows = new ArrayList<>();
        List<Remark> remarks = new OpenbPods(Texts.source(PODS)).instances(rows::add);

        assertEquals(
                List.of(
                        new InstanceRow(
                                "p-0",
                                10_000_000_000L,
                                20_000_000_000L,
                                OptionalInt.of(12_500),
                                OptionalLong.of(57_344L << 20),
                                1,
                                0),
                        new InstanceRow(
                                "p-1",
                                11_000_000_000L,
                                InstanceRow.NEVER,
                                OptionalInt.of(500),
                                OptionalLong.of(1L << 30),
                                -1,
                                920)),
                rows);
        assertEquals(
                List.of(new Remark(RemarkKind.NEVER_PLACED, 1, "given, line 3, scheduled_time")),
                remarks);
    }

    @Test
    void looksThroughGzipByteOrderMarksAndLineEnds() throws IOException {
        byte[] windows =
                ("\uFEFF" + PODS.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(windows);
        }

        assertEquals(ids(Texts.source(PODS)), ids(Texts.source(windows)));
        assertEquals(ids(Texts.source(PODS)), ids(Texts.source(packed.toByteArray())));
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 12);
        InputError e = assertThrows(InputError.class, () -> ids(Texts.source(cut)));
        assertTrue(e.where().startsWith("given"), e.where());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x,ten,1,0,0,,LS,Running,0,1,0 | line 2, cpu_milli",
                "x,-10,1,0,0,,LS,Running,0,1,0 | line 2, cpu_milli",
                "x,10,99999999999,0,0,,LS,Running,0,1,0 | line 2, memory_mib",
                "x,10,1,0,0,,LS,Running,NaN,1,0 | line 2, creation_time",
                "x,10,1,0,0,,LS | line 2, deletion_time",
                ",10,1,0,0,,LS,Running,0,1,0 | line 2"
            })
    void saysWhichLineAndField(String line, String where) {
        InputError e = assertThrows(InputError.class, () -> ids(Texts.source(HEADER + line)));

        assertEquals("given, " + where, e.where());
        assertTrue(!e.remedy().isBlank());
    }

    @Test
    void saysOfAForeignFileWhatIsMissing() {
        InputError e =
                assertThrows(InputError.class, () -> ids(Texts.source("sn,cpu_milli\na,1\n")));

        assertEquals("given, line 1, name", e.where());
        assertTrue(e.why().contains("sn, cpu_milli"), e.why());
        assertThrows(InputError.class, () -> ids(Texts.source("")));
        assertThrows(InputError.class, () -> ids(Texts.source(HEADER + "\"open,1,2")));
        assertThrows(UsageError.class, () -> new OpenbPods(Texts.source(PODS)).usage(row -> {}));
    }

    @Test
    void readsTheRealTrace() {
        Source pods =
                Source.of(SharedTraces.require("alibaba-openb-2023/openb_pod_list_default.csv.gz"));
        long[] counts = new long[3];
        List<Remark> remarks =
                new OpenbPods(pods)
                        .instances(
                                row -> {
                                    counts[0]++;
                                    counts[1] += row.gpuMillis() == 0 ? 1 : 0;
                                });

        assertEquals(8_152, counts[0]);
        assertEquals(1_088, counts[1]);
        assertEquals(
                897,
                remarks.stream()
                        .filter(remark -> remark.kind() == RemarkKind.NEVER_PLACED)
                        .mapToLong(Remark::count)
                        .sum());
        List<OpenbNodes.Node> nodes = new ArrayList<>();
        new OpenbNodes(
                        Source.of(
                                SharedTraces.require(
                                        "alibaba-openb-2023/openb_node_list_all_node.csv.gz")))
                .nodes(nodes::add);
        assertEquals(1_523, nodes.size());
        assertEquals(
                new OpenbNodes.Node("openb-node-0000", 32_000, 262_144L << 20, 0), nodes.get(0));
    }

    private static List<String> ids(Source source) {
        List<String> ids = new ArrayList<>();
        new OpenbPods(source).instances(row -> ids.add(row.id()));
        return ids;
    }
}
