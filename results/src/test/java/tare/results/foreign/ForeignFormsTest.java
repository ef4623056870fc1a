package tare.results.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.results.comparison.Runs;
import tare.results.failure.InputError;
import tare.results.file.SampleLog;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFacts;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunResult;
import tare.results.model.Tool;

/** Other tools' forms, there and back. */
class ForeignFormsTest {

    private static final Origin ORIGIN =
            new Origin(
                    "file",
                    "2026-11-24T21:00:00Z",
                    new HostFacts("ab".repeat(32), new TreeMap<>()),
                    new Tool("0.1.0", "unknown", new TreeMap<>(), new TreeMap<>()),
                    "process",
                    BackendClass.PROCESS);

    private static final CellKey ODD =
            CellKey.of("boot", "libvirt:qemu:///system", "a \"b\", c", Metric.CALIBRATION_ERROR)
                    .with("a;b=c", "1\\2;3")
                    .with("instances", "50");

    private static RunResult result() {
        Cell ready = Runs.cell(Runs.ready("runc"), Runs.rounds(3, 1e6));
        return Runs.of(
                ready,
                Runs.changed(
                        Runs.cell(ODD, new double[][] {{-3, 0.25, 1e-7}, {1e12, -0.0}}),
                        2,
                        Label.NOISY,
                        ""),
                Runs.cell(
                        CellKey.of("footprint", "runc", "probe", Metric.MEMORY_INSTANCE),
                        new double[][] {{4096}}),
                Runs.absent(Runs.ready("kvm")));
    }

    @Test
    void csvComesBackAsItWas() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SampleCsv.write(result(), out);
        RunResult back = SampleCsv.read(new ByteArrayInputStream(out.toByteArray()), ORIGIN);
        assertEquals(result().cells(), back.cells());
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        SampleCsv.write(back, again);
        assertEquals(out.toString(StandardCharsets.UTF_8), again.toString(StandardCharsets.UTF_8));
    }

    @Test
    void jmhComesBackWithItsDurations() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JmhExport.write(result(), out);
        JsonNode array = new ObjectMapper().readTree(out.toByteArray());
        assertEquals(2, array.size());
        JsonNode ready = array.get(1);
        assertEquals("tare.boot.stage.ready", ready.get("benchmark").asText());
        assertEquals(3, ready.at("/primaryMetric/rawData").size());
        assertEquals("ns/op", ready.at("/primaryMetric/scoreUnit").asText());
        RunResult back = JmhImport.read(new ByteArrayInputStream(out.toByteArray()), ORIGIN);
        List<Cell> durations =
                result().cells().stream()
                        .filter(c -> c.outcome() instanceof Outcome.Measured)
                        .filter(c -> c.key().metric() != Metric.MEMORY_INSTANCE)
                        .toList();
        assertEquals(
                durations.stream().map(Cell::key).toList(),
                back.cells().stream().map(Cell::key).toList());
        for (int i = 0; i < durations.size(); i++) {
            assertEquals(
                    ((Outcome.Measured) durations.get(i).outcome()).rounds().get(0).samples(),
                    ((Outcome.Measured) back.cells().get(i).outcome()).rounds().get(0).samples());
        }
    }

    /** As JMH 1.37 writes it: average time, throughput, samples, and an error that is no number. */
    @Test
    void jmhsOwnFilesBecomeNanosecondsForAnOperation() throws IOException {
        String text =
                """
                [{"jmhVersion":"1.37","benchmark":"org.Example.sum","mode":"avgt","threads":1,
                  "forks":2,"jdkVersion":"17.0.1","params":{"n":"10"},
                  "primaryMetric":{"score":2.5,"scoreError":"NaN","scoreConfidence":["NaN","NaN"],
                    "scorePercentiles":{"0.0":2.0},"scoreUnit":"us/op",
                    "rawData":[[2.0,3.0],[2.5,"NaN"]]},"secondaryMetrics":{}},
                 {"jmhVersion":"1.37","benchmark":"org.Example.sum","mode":"thrpt",
                  "primaryMetric":{"score":4,"scoreUnit":"ops/ms","rawData":[[4.0]]}},
                 {"jmhVersion":"1.37","benchmark":"org.Example.sum","mode":"sample",
                  "primaryMetric":{"score":4,"scoreUnit":"ms/op",
                    "rawDataHistogram":[[[[1.0,2],[3.0,1]]]]}},
                 {"jmhVersion":"1.37","benchmark":"org.Example.sum","mode":"ss",
                  "primaryMetric":{"score":4,"scoreUnit":"s/op"}}]
                """;
        RunResult read = jmh(text);
        assertEquals("1.37", read.tool().versions().get("jmh"));
        assertEquals(4, read.cells().size());
        assertEquals(List.of(2000.0, 3000.0, 2500.0), samples(read, "avgt"));
        assertEquals(List.of(250_000.0), samples(read, "thrpt"));
        assertEquals(List.of(1e6, 1e6, 3e6), samples(read, "sample"));
        assertEquals(List.of(), samples(read, "ss"));
        assertEquals(1, read.warnings().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[1]",
                "[]",
                "[{}]",
                "null",
                "[{\"benchmark\":\"b\",\"mode\":\"ss\"}]",
                "[{\"benchmark\":\"b\",\"benchmark\":\"b\"}]",
                "[{\"benchmark\":\"b\",\"mode\":\"ss\",\"primaryMetric\":{\"scoreUnit\":\"x\","
                        + "\"rawData\":[[1]]}}]",
                "[{\"benchmark\":\"b\",\"mode\":\"ss\",\"primaryMetric\":{\"scoreUnit\":\"s/op\","
                        + "\"rawDataHistogram\":[[[[1,1e300]]]]}}]",
                "[{\"benchmark\":\"b\",\"mode\":\"ss\",\"primaryMetric\":{\"scoreUnit\":\"s/op\","
                        + "\"rawData\":[[1e999]]}}]"
            })
    void whatIsNotOfJmhIsRefused(String text) {
        assertThrows(InputError.class, () -> jmh(text));
    }

    @Test
    void logsOfHistogramsComeBackWithinTheirDigits() throws IOException {
        RunResult back = HdrImport.read(new ByteArrayInputStream(SampleLog.log(result())), ORIGIN);
        assertEquals(1, back.cells().size());
        assertEquals(Runs.ready("runc"), back.cells().get(0).key());
        Outcome.Measured was =
                (Outcome.Measured)
                        result().cells().stream()
                                .filter(c -> c.key().equals(Runs.ready("runc")))
                                .findFirst()
                                .orElseThrow()
                                .outcome();
        Outcome.Measured is = (Outcome.Measured) back.cells().get(0).outcome();
        assertEquals(was.summary().count(), is.summary().count());
        assertEquals(was.summary().p50(), is.summary().p50(), was.summary().p50() / 1000);
        byte[] cut = SampleLog.log(result());
        for (int length = 0; length < cut.length; length += 13) {
            byte[] part = Arrays.copyOf(cut, length);
            try {
                HdrImport.read(new ByteArrayInputStream(part), ORIGIN);
            } catch (InputError expected) {
                assertTrue(expected.why().length() > 5);
            }
        }
    }

    /** The grammar of OpenMetrics 1.0, as far as it is used. */
    @Test
    void openMetricsFollowTheirGrammar() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OpenMetrics.write(result(), out);
        String text = out.toString(StandardCharsets.UTF_8);
        Pattern sample =
                Pattern.compile(
                        "[a-z_]+\\{([a-z_0-9]+=\"([^\"\\\\\n]|\\\\[\\\\\"n])*\",?)*\\}"
                                + " -?[0-9.]+(E-?[0-9]+)?");
        Pattern about = Pattern.compile("# (TYPE|UNIT|HELP) tare_[a-z_]+ .+");
        Set<String> seen = new HashSet<>();
        List<String> lines = text.lines().toList();
        for (String line : lines.subList(0, lines.size() - 1)) {
            boolean comment = line.startsWith("#");
            assertTrue((comment ? about : sample).matcher(line).matches(), line);
            assertTrue(seen.add(comment ? line : line.substring(0, line.lastIndexOf(' '))), line);
        }
        assertEquals("# EOF", lines.get(lines.size() - 1));
        assertTrue(text.contains("# TYPE tare_calibration_error_seconds gauge"), text);
        assertTrue(text.contains("tare_memory_instance_bytes_count{"), text);
        assertTrue(text.contains("quantile=\"0.5\"} 0.001"), text);
    }

    private static RunResult jmh(String text) throws IOException {
        return JmhImport.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), ORIGIN);
    }

    private static List<Double> samples(RunResult result, String mode) {
        return result.cells().stream()
                .filter(c -> mode.equals(c.key().parameters().get("mode")))
                .filter(c -> c.outcome() instanceof Outcome.Measured)
                .flatMap(c -> ((Outcome.Measured) c.outcome()).rounds().stream())
                .flatMap(r -> Arrays.stream(r.samples().values()).boxed())
                .toList();
    }
}
