package tare.results.history;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFact;
import tare.results.model.HostFacts;
import tare.results.model.Outcome;
import tare.results.model.RunResult;
import tare.results.model.Summary;

/** Makes the records of an index. Keys of cells are written once, and then named by number. */
final class IndexRecords {

    /** Begins every index; another version begins otherwise, and is made anew. */
    static final byte[] MAGIC = "tare index 1\n".getBytes(StandardCharsets.UTF_8);

    static final byte KEY = 1;
    static final byte FILE = 2;

    /** Key, method, four quantiles. */
    static final int CELL_BYTES = 2 * Integer.BYTES + 4 * Double.BYTES;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Map<CellKey, Integer> numbers = new HashMap<>();

    /**
     * @param known keys that the index has already
     */
    IndexRecords(List<CellKey> known) {
        for (CellKey key : known) {
            numbers.put(key, numbers.size());
        }
    }

    /** A file that is a result. */
    void result(String name, long size, long modifiedNanos, RunResult result) {
        for (Cell cell : result.cells()) {
            if (cell.outcome() instanceof Outcome.Measured && !numbers.containsKey(cell.key())) {
                numbers.put(cell.key(), numbers.size());
                record(out -> key(out, cell.key()));
            }
        }
        record(
                out -> {
                    head(out, name, size, modifiedNanos, "");
                    text(out, result.host().fingerprint());
                    text(out, hostLine(result.host()));
                    text(out, result.createdAt());
                    text(out, result.id());
                    text(out, result.tool().version());
                    List<Cell> measured =
                            result.cells().stream()
                                    .filter(cell -> cell.outcome() instanceof Outcome.Measured)
                                    .toList();
                    out.writeInt(measured.size());
                    for (Cell cell : measured) {
                        Summary summary = ((Outcome.Measured) cell.outcome()).summary();
                        out.writeInt(numbers.getOrDefault(cell.key(), -1));
                        out.writeInt(cell.method());
                        out.writeDouble(summary.p50());
                        out.writeDouble(summary.p90());
                        out.writeDouble(summary.p99());
                        out.writeDouble(summary.p999());
                    }
                });
    }

    /** A file that is none, and why: it is not read again as long as it stays as it is. */
    void trouble(String name, long size, long modifiedNanos, String why) {
        record(
                out -> {
                    head(out, name, size, modifiedNanos, why.isEmpty() ? "unreadable" : why);
                    for (int i = 0; i < 5; i++) {
                        text(out, "");
                    }
                    out.writeInt(0);
                });
    }

    /** What was made since the last call. */
    byte[] take() {
        byte[] all = bytes.toByteArray();
        bytes.reset();
        return all;
    }

    private interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private void record(Content content) {
        try {
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            content.writeTo(new DataOutputStream(payload));
            byte[] record = payload.toByteArray();
            CRC32 crc = new CRC32();
            crc.update(record);
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(record.length);
            out.writeInt((int) crc.getValue());
            out.write(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void head(
            DataOutputStream out, String name, long size, long modifiedNanos, String trouble)
            throws IOException {
        out.writeByte(FILE);
        text(out, name);
        out.writeLong(size);
        out.writeLong(modifiedNanos);
        text(out, trouble);
    }

    private static void key(DataOutputStream out, CellKey key) throws IOException {
        out.writeByte(KEY);
        text(out, key.experiment());
        text(out, key.backend());
        text(out, key.workload());
        text(out, key.metric().id());
        out.writeInt(key.parameters().size());
        for (Map.Entry<String, String> parameter : key.parameters().entrySet()) {
            text(out, parameter.getKey());
            text(out, parameter.getValue());
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(encoded.length);
        out.write(encoded);
    }

    private static String hostLine(HostFacts host) {
        return host.value(HostFact.CPU_MODEL)
                + ", "
                + host.value(HostFact.CPU_ONLINE)
                + " CPUs, Linux "
                + host.value(HostFact.KERNEL_RELEASE);
    }
}
