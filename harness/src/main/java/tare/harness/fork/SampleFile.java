package tare.harness.fork;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Samples of one fork, a line each, appended with one write per launch so that a fork that dies
 * loses the sample in flight at most. A failure is a line of its own.
 */
public final class SampleFile implements AutoCloseable {

    private static final String FAILURE = "!";
    private static final String MIGRATIONS = "migrations";
    private static final char SEPARATOR = '\t';

    private final FileChannel channel;

    private SampleFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens the file to append, and makes it (mode 0600) if it is not there. */
    public static SampleFile append(Path file) throws IOException {
        return new SampleFile(
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------"))));
    }

    public void write(LaunchSample sample) {
        writeLine(sample.line());
    }

    /** Says why no more samples follow. */
    public void writeFailure(Failure failure) {
        writeLine(
                FAILURE
                        + SEPARATOR
                        + oneLine(failure.reason())
                        + SEPARATOR
                        + oneLine(failure.remedy()));
    }

    /** Says how often the launching thread was moved to another CPU while this was open. */
    public void writeMigrations(long migrations) {
        writeLine(MIGRATIONS + SEPARATOR + migrations);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Everything that reached the file; a torn last line is left out. */
    public static Content read(Path file) throws IOException {
        List<LaunchSample> samples = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        OptionalLong migrations = OptionalLong.empty();
        if (!Files.exists(file)) {
            return new Content(samples, failures, migrations);
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n') + 1;
        for (String line : text.substring(0, end).lines().toList()) {
            if (line.startsWith(FAILURE)) {
                String[] parts = line.split(String.valueOf(SEPARATOR), 3);
                failures.add(
                        new Failure(
                                parts.length > 1 ? parts[1] : "unknown",
                                parts.length > 2 ? parts[2] : ""));
            } else if (line.startsWith(MIGRATIONS)) {
                long more = Long.parseLong(line.substring(MIGRATIONS.length() + 1));
                migrations = OptionalLong.of(migrations.orElse(0) + more);
            } else {
                samples.add(LaunchSample.parse(line));
            }
        }
        return new Content(samples, failures, migrations);
    }

    private void writeLine(String line) {
        ByteBuffer bytes = ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write samples", e);
        }
    }

    private static String oneLine(String text) {
        return text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ').strip();
    }

    /** Why a launch failed, and what the user can do; the remedy may be empty. */
    public record Failure(String reason, String remedy) {}

    /**
     * What a file holds.
     *
     * @param migrations of the launching thread, over all sessions; empty where none said so
     */
    public record Content(
            List<LaunchSample> samples, List<Failure> failures, OptionalLong migrations) {
        public Content {
            samples = List.copyOf(samples);
            failures = List.copyOf(failures);
        }
    }
}
