package tare.harness.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

    /** Room for most lines. */
    private static final int LINE_BYTES = 160;

    private static final Set<OpenOption> OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    private final Path file;
    private final FileChannel channel;
    private final MonotonicClock clock;
    private final Set<Long> open = new HashSet<>();
    private long nextId;
    private long written;

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
            journal.written = channel.size();
            if (journal.written > 0) {
                // Ends the line that a kill may have torn.
                journal.write((byte) '\n');
            }
            journal.write(new JournalLine.Run(Boot.id()).bytes());
            return journal;
        } catch (IOException | UncheckedIOException e) {
            throw failure(file, e);
        }
    }

    @Override
    public Entry intend(Resource resource) {
        return intendAll(List.of(resource)).get(0);
    }

    /** By one write(2), as {@link #doneAll} does: it takes longer than all else here. */
    @Override
    public synchronized List<Entry> intendAll(List<Resource> resources) {
        long nanos = clock.nanos();
        List<Entry> entries = new ArrayList<>(resources.size());
        ByteArrayOutputStream lines = new ByteArrayOutputStream(LINE_BYTES * resources.size());
        boolean outlives = false;
        for (Resource resource : resources) {
            long id = nextId++;
            open.add(id);
            lines.writeBytes(new JournalLine.Is(id, nanos, resource).bytes());
            entries.add(new FileEntry(id, nanos));
            outlives |= outlives(resource);
        }
        append(lines.toByteArray(), outlives);
        return entries;
    }

    @Override
    public synchronized void doneAll(List<Entry> entries) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(LINE_BYTES * entries.size());
        for (Entry entry : entries) {
            if (entry instanceof FileEntry own && open.remove(own.id)) {
                lines.writeBytes(new JournalLine.Gone(own.id).bytes());
            }
        }
        if (lines.size() > 0) {
            try {
                write(lines.toByteArray());
                shorten();
            } catch (IOException e) {
                throw failure(file, e);
            }
        }
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

    /** A power cut does not take it away. */
    private static boolean outlives(Resource resource) {
        return resource instanceof Resource.Directory || resource instanceof Resource.StandIn;
    }

    private void append(byte[] lines, boolean force) {
        try {
            write(lines);
            if (force) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private void write(byte... lines) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines);
        while (bytes.hasRemaining()) {
            written += channel.write(bytes);
        }
    }

    private void shorten() throws IOException {
        if (open.isEmpty() && written > LONGEST_BYTES) {
            // A kill between the two leaves an empty file, which is just as true.
            channel.truncate(0);
            written = 0;
            write(new JournalLine.Run(Boot.id()).bytes());
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
                append(new JournalLine.Is(id, nanos, resource).bytes(), outlives(resource));
            }
        }

        @Override
        public void done() {
            doneAll(List.of(this));
        }
    }

    /** Whether a path exists as a plain file of a journal. */
    static boolean isJournal(Path path) {
        return path.getFileName().toString().endsWith(RunDirectory.JOURNAL)
                && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }
}
