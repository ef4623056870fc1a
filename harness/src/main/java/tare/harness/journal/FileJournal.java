package tare.harness.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import tare.harness.clock.MonotonicClock;
import tare.results.failure.OutputError;

/**
 * A journal in an append-only file that only this process writes.
 *
 * <p>An entry is one write(2): what the kernel has taken survives any death of Tare, so nothing is
 * forced to disk on the way of a launch. A power cut takes processes, mounts, cgroups and settings
 * of the kernel along; only directories and files outlive it, so their entries, and theirs alone,
 * are forced.
 */
public final class FileJournal implements Journal, AutoCloseable {

    /** Once nothing is open, a longer file than this is begun anew: 1 MiB, some 3,000 launches. */
    private static final long LONGEST_BYTES = 1 << 20;

    private static final Set<OpenOption> OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    private final Path file;
    private final FileChannel channel;
    private final MonotonicClock clock;
    private final Set<Long> open = new HashSet<>();
    private long nextId;

    private FileJournal(Path file, FileChannel channel, MonotonicClock clock) {
        this.file = file;
        this.channel = channel;
        this.clock = clock;
    }

    /**
     * Opens a journal, readable by its owner alone; what an earlier process left in it stays.
     *
     * @throws OutputError if it cannot be written
     */
    public static FileJournal open(Path file, MonotonicClock clock) {
        try {
            FileChannel channel =
                    FileChannel.open(
                            file,
                            OPTIONS,
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            FileJournal journal = new FileJournal(file, channel, clock);
            if (channel.size() > 0) {
                // Ends the line that a kill may have torn.
                journal.write("\n");
            }
            journal.write(new JournalLine.Run(Boot.id()).encode());
            return journal;
        } catch (IOException | UncheckedIOException e) {
            throw failure(file, e);
        }
    }

    @Override
    public synchronized Entry intend(Resource resource) {
        long id = nextId++;
        long nanos = clock.nanos();
        open.add(id);
        append(new JournalLine.Is(id, nanos, resource), resource);
        return new FileEntry(id, nanos);
    }

    /** Whether every entry is done. */
    public synchronized boolean settled() {
        return open.isEmpty();
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private void append(JournalLine line, Resource resource) {
        try {
            write(line.encode());
            if (resource instanceof Resource.Directory || resource instanceof Resource.StandIn) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void shorten() throws IOException {
        if (open.isEmpty() && channel.size() > LONGEST_BYTES) {
            // A kill between the two leaves an empty file, which is just as true.
            channel.truncate(0);
            write(new JournalLine.Run(Boot.id()).encode());
        }
    }

    private static OutputError failure(Path file, Exception cause) {
        return new OutputError(
                "The journal cannot be written",
                file.toString(),
                String.valueOf(cause.getMessage()),
                "free space there, and look at df and ls -l " + file.getParent(),
                cause);
    }

    private final class FileEntry implements Entry {

        private final long id;
        private final long nanos;

        FileEntry(long id, long nanos) {
            this.id = id;
            this.nanos = nanos;
        }

        @Override
        public void update(Resource resource) {
            synchronized (FileJournal.this) {
                append(new JournalLine.Is(id, nanos, resource), resource);
            }
        }

        @Override
        public void done() {
            synchronized (FileJournal.this) {
                if (open.remove(id)) {
                    try {
                        write(new JournalLine.Gone(id).encode());
                        shorten();
                    } catch (IOException e) {
                        throw failure(file, e);
                    }
                }
            }
        }
    }

    /** Whether a path exists as a plain file of a journal. */
    static boolean isJournal(Path path) {
        return path.getFileName().toString().endsWith(RunDirectory.JOURNAL)
                && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }
}
