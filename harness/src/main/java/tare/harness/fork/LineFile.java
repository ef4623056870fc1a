package tare.harness.fork;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Results of a JVM that works for one step: a line of fields for each, appended when it is there. A
 * JVM that dies loses the one in flight at most.
 */
public final class LineFile implements AutoCloseable {

    private static final String SEPARATOR = "\t";

    private final FileChannel channel;

    private LineFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes the file, mode 0600; what an earlier session of the run has left in it goes. */
    public static LineFile create(Path file) throws IOException {
        return new LineFile(
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------"))));
    }

    /** Appends one line; tabs and line ends in a field become bars. */
    public void write(List<String> fields) throws IOException {
        String line =
                String.join(SEPARATOR, fields.stream().map(LineFile::oneLine).toList()) + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * The fields of every line; a torn last one is left out, and a file that is not there has none.
     *
     * @param count of fields
     * @throws IOException if a line has another number of them
     */
    public static List<List<String>> read(Path file, int count) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            List<String> fields = List.of(line.split(SEPARATOR, -1));
            if (fields.size() != count) {
                throw new IOException("not a line of " + count + " fields: " + line);
            }
            lines.add(fields);
        }
        return lines;
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\t\\r\\n]+", " | ").strip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
