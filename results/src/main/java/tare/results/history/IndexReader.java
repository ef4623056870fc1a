package tare.results.history;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import tare.results.model.CellKey;
import tare.results.model.Metric;

/**
 * Reads an index: records one after the other, each with its length and checksum. What follows a
 * record that is not whole was cut off by a crash, and is not there.
 */
final class IndexReader {

    private final ByteBuffer bytes;
    private final Map<String, Indexed> files = new HashMap<>();
    private final List<CellKey> keys = new ArrayList<>();
    private int end;

    private IndexReader(byte[] content) {
        this.bytes = ByteBuffer.wrap(content);
    }

    /** Reads as far as records are whole; of two of one file the later counts. */
    static IndexReader of(byte[] content) {
        IndexReader reader = new IndexReader(content);
        reader.all();
        return reader;
    }

    /** What is known, by name. */
    Map<String, Indexed> files() {
        return files;
    }

    /** The keys of cells in the order in which they were met. */
    List<CellKey> keys() {
        return keys;
    }

    /** Where the last whole record ends; 0 if not even the head is right. */
    int end() {
        return end;
    }

    /** What is handed on of one cell. */
    interface Cells {
        void cell(int key, int method, double p50, double p90, double p99, double p999);
    }

    /** Goes through the cells of a file. */
    void cells(Indexed file, Cells each) {
        ByteBuffer at = bytes.duplicate();
        at.position(file.cellsAt());
        for (int i = 0; i < file.cells(); i++) {
            each.cell(
                    at.getInt(),
                    at.getInt(),
                    at.getDouble(),
                    at.getDouble(),
                    at.getDouble(),
                    at.getDouble());
        }
    }

    private void all() {
        for (byte expected : IndexRecords.MAGIC) {
            if (!bytes.hasRemaining() || bytes.get() != expected) {
                return;
            }
        }
        end = bytes.position();
        while (bytes.remaining() >= 2 * Integer.BYTES) {
            int length = bytes.getInt();
            int checksum = bytes.getInt();
            if (length <= 0 || length > bytes.remaining()) {
                return;
            }
            CRC32 crc = new CRC32();
            crc.update(bytes.array(), bytes.position(), length);
            if ((int) crc.getValue() != checksum) {
                return;
            }
            int next = bytes.position() + length;
            try {
                record(next);
            } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
                return;
            }
            bytes.position(next);
            end = next;
        }
    }

    private void record(int limit) throws IOException {
        switch (bytes.get()) {
            case IndexRecords.KEY -> keys.add(key());
            case IndexRecords.FILE -> file(limit);
            default -> throw new IOException("a record of a newer index");
        }
    }

    private CellKey key() throws IOException {
        String experiment = text();
        String backend = text();
        String workload = text();
        String metric = text();
        TreeMap<String, String> parameters = new TreeMap<>();
        for (int left = bytes.getInt(); left > 0; left--) {
            String name = text();
            parameters.put(name, text());
        }
        for (Metric known : Metric.values()) {
            if (known.id().equals(metric)) {
                return new CellKey(experiment, backend, workload, known, parameters);
            }
        }
        throw new IOException("no metric " + metric);
    }

    private void file(int limit) throws IOException {
        String name = text();
        long size = bytes.getLong();
        long modified = bytes.getLong();
        String trouble = text();
        String fingerprint = text();
        String hostLine = text();
        String createdAt = text();
        String id = text();
        String version = text();
        int cells = bytes.getInt();
        if (cells < 0 || cells * (long) IndexRecords.CELL_BYTES != limit - bytes.position()) {
            throw new IOException("a record is not as long as its cells");
        }
        files.put(
                name,
                new Indexed(
                        name,
                        size,
                        modified,
                        trouble,
                        fingerprint,
                        hostLine,
                        createdAt,
                        id,
                        version,
                        bytes.position(),
                        cells));
    }

    private String text() throws IOException {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new IOException("a text is longer than its record");
        }
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
