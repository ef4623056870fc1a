package tare.simulators.trace.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tare.results.failure.InputError;
import tare.results.failure.UsageError;
import tare.simulators.trace.InstanceRow;
import tare.simulators.trace.Source;
import tare.simulators.trace.Texts;
import tare.simulators.trace.UsageRow;

class MappedCsvTest {

    @Test
    void readsByTheNamesOfAHeader() {
        CsvMapping mapping =
                CsvMapping.of(
                        Map.of(
                                "id",
                                "vm",
                                "arrival",
                                "start",
                                "duration",
                                "life",
                                "cpu",
                                "vcpu",
                                "memory",
                                "ram",
                                "memory-unit",
                                "MiB",
                                "time-unit",
                                "h",
                                "separator",
                                ";",
                                "priority",
                                "rank"));

        assertEquals(
                List.of(
                        new InstanceRow(
                                "a",
                                3_600_000_000_000L,
                                9_000_000_000_000L,
                                OptionalInt.of(1500),
                                OptionalLong.of(512L << 20),
                                3,
                                0)),
                rows("ram;vm;start;life;vcpu;rank\n512;a;1;1.5;1.5;3\n", mapping));
    }

    @Test
    void readsByNumbersWithoutAHeaderAndNamesInstancesByLine() {
        CsvMapping mapping =
                CsvMapping.of(
                        Map.of(
                                "header",
                                "false",
                                "arrival",
                                "#2",
                                "departure",
                                "3",
                                "cpu",
                                "1",
                                "cpu-unit",
                                "millicores",
                                "separator",
                                "tab"));

        assertEquals(
                List.of(
                        new InstanceRow(
                                "1",
                                5_000_000_000L,
                                InstanceRow.NEVER,
                                OptionalInt.of(250),
                                OptionalLong.empty(),
                                0,
                                0)),
                rows("250\t5\t\n", mapping));
    }

    @Test
    void readsSeries() {
        CsvMapping mapping =
                CsvMapping.of(
                        Map.of(
                                "id",
                                "vm",
                                "arrival",
                                "t",
                                "usage",
                                "u",
                                "usage-unit",
                                "share",
                                "interval",
                                "10"));
        List<UsageRow> rows = new ArrayList<>();

        new MappedCsv(Texts.source("t,vm,u\n0,a,0.5\n10,a,1.0\n"), mapping).usage(rows::add);

        assertEquals(
                List.of(
                        new UsageRow("a", 0, 10_000_000_000L, 0.5),
                        new UsageRow("a", 10_000_000_000L, 10_000_000_000L, 1)),
                rows);
    }

    @Test
    void refusesMappingsThatMeanNothing() {
        for (Map<String, String> wrong :
                List.of(
                        Map.of("cpu", "c"),
                        Map.of("arrival", "a", "colour", "b"),
                        Map.of("arrival", "a", "time-unit", "fortnights"),
                        Map.of("arrival", "a", "memory-unit", "KO"),
                        Map.of("arrival", "a", "separator", "::"),
                        Map.of("arrival", "a", "separator", "\""),
                        Map.of("arrival", "a", "header", "yes"),
                        Map.of("arrival", "a", "interval", "0"),
                        Map.of("arrival", "a", "interval", "x"),
                        Map.of("arrival", "a", "departure", "b", "duration", "c"))) {
            UsageError e =
                    assertThrows(
                            UsageError.class, () -> CsvMapping.of(wrong), () -> wrong.toString());
            assertTrue(!e.remedy().isBlank());
        }
        CsvMapping noNumber = CsvMapping.of(Map.of("arrival", "t", "header", "false"));
        assertThrows(UsageError.class, () -> rows("1\n", noNumber));
        assertThrows(
                UsageError.class,
                () -> new MappedCsv(Texts.source("t\n1\n"), noNumber).usage(row -> {}));
    }

    @Test
    void refusesTimesBeyondAllTime() {
        CsvMapping mapping =
                CsvMapping.of(Map.of("arrival", "t", "duration", "d", "time-unit", "ns"));

        assertThrows(InputError.class, () -> rows("t,d\n1,1e19\n", mapping));
        assertEquals(
                8_000_000_000_000_000_000L,
                rows("t,d\n4e18,4e18\n", mapping).get(0).departsNanos());
    }

    /** More bytes than this JVM has memory, by a good margin: nothing may be kept of them. */
    @Test
    void readsAFileLargerThanMemory() {
        long bytes = Runtime.getRuntime().maxMemory() * 5 / 4;
        CsvMapping mapping =
                CsvMapping.of(Map.of("id", "vm", "arrival", "t", "usage", "u", "header", "true"));
        long[] samples = {0};

        new MappedCsv(endless(bytes), mapping).usage(row -> samples[0]++);

        assertTrue(samples[0] * 2000 > bytes, () -> samples[0] + " samples");
    }

    private static Source endless(long bytes) {
        String padding = "x".repeat(1200);
        return new Source() {
            @Override
            public String name() {
                return "endless";
            }

            @Override
            public InputStream open() {
                return new InputStream() {
                    private byte[] line = "t,vm,u,rest\n".getBytes(StandardCharsets.UTF_8);
                    private int at;
                    private long given;
                    private long time;

                    @Override
                    public int read() throws IOException {
                        throw new IOException("bytes are read in blocks");
                    }

                    @Override
                    public int read(byte[] into, int from, int most) {
                        if (at == line.length) {
                            if (given > bytes) {
                                return -1;
                            }
                            time += 300;
                            line =
                                    (time + ",vm,50," + padding + "\n")
                                            .getBytes(StandardCharsets.UTF_8);
                            at = 0;
                        }
                        int size = Math.min(most, line.length - at);
                        System.arraycopy(line, at, into, from, size);
                        at += size;
                        given += size;
                        return size;
                    }
                };
            }

            @Override
            public InputStream openPlain() {
                return open();
            }
        };
    }

    private static List<InstanceRow> rows(String text, CsvMapping mapping) {
        List<InstanceRow> rows = new ArrayList<>();
        new MappedCsv(Texts.source(text), mapping).instances(rows::add);
        return rows;
    }
}
