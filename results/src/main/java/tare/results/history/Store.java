package tare.results.history;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tare.results.failure.InputError;
import tare.results.failure.OutputError;
import tare.results.file.ResultReader;
import tare.results.model.RunResult;

/**
 * A folder of result files, at any depth, and the index beside them. Nothing is ever changed or
 * removed but the index, which is a cache: it is appended to under a lock, and what a crash cut off
 * is made again. Several processes may add and read at once.
 */
public final class Store {

    /** The index, in the folder. */
    static final String INDEX = ".tare-index-1";

    private static final String LOCK = ".tare-index.lock";
    private static final String SUFFIX = ".json";

    /** After so many files the index is written: whoever stops it goes on there. */
    private static final int BATCH = 64;

    /** An index that is larger would not fit beside the rest; it is made anew without old files. */
    private static final long LARGEST_INDEX = 150L << 20;

    private final Path directory;
    private final Progress progress;

    /** Told while files are read that the index does not know. */
    public interface Progress {
        void reading(int done, int all);
    }

    /**
     * @param directory that exists
     * @throws InputError if it does not
     */
    public Store(Path directory, Progress progress) {
        if (!Files.isDirectory(directory)) {
            throw new InputError(
                    "there is no such folder of results",
                    directory.toString(),
                    Files.exists(directory) ? "it is no directory" : "it does not exist",
                    "tare history DIR --add RESULT makes it");
        }
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * Makes a folder if there is none.
     *
     * @throws OutputError if it cannot
     */
    public static void make(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw failure(directory, e);
        }
    }

    /**
     * Puts a copy of a result into the folder: below the host's fingerprint, named by time and id.
     * The same result is there once, whoever adds it and how often.
     *
     * @return the file in the folder
     * @throws InputError if it is no result
     * @throws OutputError if it cannot be written
     */
    public Path add(Path file) {
        RunResult result = new ResultReader().read(file).result();
        Path host = directory.resolve(name(result.host().fingerprint(), 12));
        String name = name(result.createdAt().replaceAll("[:.]", ""), 30);
        Path target = host.resolve(name + "-" + name(result.id(), 12) + SUFFIX);
        try {
            Files.createDirectories(host);
            if (Files.exists(target)) {
                return target;
            }
            Path temporary = Files.createTempFile(host, ".adding", ".part");
            try {
                Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING);
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            return target;
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    /** Where a file lies. */
    Path file(Indexed indexed) {
        return directory.resolve(indexed.name());
    }

    /** What is in the folder, as the index has it; brings the index up to date. */
    Contents contents() {
        SortedMap<String, BasicFileAttributes> present = present();
        byte[] index = index();
        IndexReader known = IndexReader.of(index);
        List<String> unknown = unknown(present, known);
        List<String> notes = new ArrayList<>();
        if (!unknown.isEmpty()) {
            boolean stored = index.length > 0 || unknown.stream().anyMatch(this::isResult);
            known = stored ? updated(present, notes) : inMemory(present);
        }
        List<Indexed> files = new ArrayList<>();
        for (Map.Entry<String, BasicFileAttributes> entry : present.entrySet()) {
            Indexed file = known.files().get(entry.getKey());
            if (file != null) {
                files.add(file);
            }
        }
        return new Contents(known, files, unknown.size(), notes);
    }

    /**
     * The folder's files.
     *
     * @param index that knows them
     * @param files sorted by name
     * @param added how many were read now
     */
    record Contents(IndexReader index, List<Indexed> files, int added, List<String> notes) {}

    /** A folder without any is somebody else's: nothing is written into it. */
    private boolean isResult(String name) {
        try {
            new ResultReader().read(directory.resolve(name));
            return true;
        } catch (InputError e) {
            return false;
        }
    }

    /** Under the lock: others may have read the same files meanwhile. */
    private IndexReader updated(
            SortedMap<String, BasicFileAttributes> present, List<String> notes) {
        try (FileChannel lock =
                        FileChannel.open(
                                directory.resolve(LOCK),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock held = lock.lock();
                FileChannel out =
                        FileChannel.open(
                                directory.resolve(INDEX),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE)) {
            if (!held.isValid()) {
                throw new IOException("the lock of the index was lost");
            }
            IndexReader known = IndexReader.of(index());
            out.truncate(known.end());
            out.position(known.end());
            if (known.end() == 0) {
                write(out, IndexRecords.MAGIC);
            }
            read(present, known, bytes -> write(out, bytes));
            out.force(false);
            return IndexReader.of(index());
        } catch (IOException | OverlappingFileLockException e) {
            notes.add("the index cannot be written, so every file is read each time: " + e);
            return inMemory(present);
        }
    }

    private IndexReader inMemory(SortedMap<String, BasicFileAttributes> present) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            IndexReader known = IndexReader.of(index());
            byte[] before = index();
            bytes.write(
                    known.end() == 0 ? IndexRecords.MAGIC : before,
                    0,
                    known.end() == 0 ? IndexRecords.MAGIC.length : known.end());
            read(present, known, bytes::write);
            return IndexReader.of(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Sink {
        void write(byte[] bytes) throws IOException;
    }

    private void read(SortedMap<String, BasicFileAttributes> present, IndexReader known, Sink sink)
            throws IOException {
        IndexRecords records = new IndexRecords(known.keys());
        List<String> unknown = unknown(present, known);
        int done = 0;
        for (String name : unknown) {
            record(name, present.get(name), records);
            done++;
            if (done % BATCH == 0 || done == unknown.size()) {
                sink.write(records.take());
                progress.reading(done, unknown.size());
            }
        }
    }

    private void record(String name, @Nullable BasicFileAttributes facts, IndexRecords records) {
        if (facts == null) {
            return;
        }
        long size = facts.size();
        long modified = facts.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        try {
            RunResult result = new ResultReader().read(directory.resolve(name)).result();
            Instant.parse(result.createdAt());
            records.result(name, size, modified, result);
        } catch (InputError e) {
            records.trouble(name, size, modified, e.why());
        } catch (DateTimeParseException e) {
            records.trouble(name, size, modified, "its time is none: " + e.getParsedString());
        }
    }

    private static List<String> unknown(
            SortedMap<String, BasicFileAttributes> present, IndexReader known) {
        List<String> unknown = new ArrayList<>();
        for (Map.Entry<String, BasicFileAttributes> entry : present.entrySet()) {
            Indexed file = known.files().get(entry.getKey());
            BasicFileAttributes facts = entry.getValue();
            if (file == null
                    || !file.of(facts.size(), facts.lastModifiedTime().to(TimeUnit.NANOSECONDS))) {
                unknown.add(entry.getKey());
            }
        }
        return unknown;
    }

    private byte[] index() {
        Path file = directory.resolve(INDEX);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_INDEX) {
                return new byte[0];
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0]; // it is a cache
        }
    }

    /**
     * Exports of other tools and the looks of a gate, whose sum lies above them, are no results.
     */
    private SortedMap<String, BasicFileAttributes> present() {
        SortedMap<String, BasicFileAttributes> found = new TreeMap<>();
        try {
            Files.walkFileTree(
                    directory,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path visited, BasicFileAttributes facts) {
                            String name = String.valueOf(visited.getFileName());
                            boolean passed =
                                    !visited.equals(directory)
                                            && (name.equals("exports")
                                                    || name.startsWith(".")
                                                    || name.matches("look-[0-9]+"));
                            return passed ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                            String name = String.valueOf(file.getFileName());
                            if (facts.isRegularFile()
                                    && name.endsWith(SUFFIX)
                                    && !name.startsWith(".")) {
                                found.put(
                                        directory.relativize(file).toString().replace('\\', '/'),
                                        facts);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException gone) {
                            return FileVisitResult.CONTINUE; // another process took it away
                        }
                    });
        } catch (IOException e) {
            throw new InputError(
                    "cannot read the folder of results",
                    directory.toString(),
                    e.toString(),
                    "look whether it may be read",
                    e);
        }
        return found;
    }

    private static void write(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    /** Words of a file become part of a name: nothing in them may lead elsewhere. */
    private static String name(String word, int longest) {
        String plain = word.replaceAll("[^A-Za-z0-9_-]", "_");
        return plain.isEmpty() ? "_" : plain.substring(0, Math.min(longest, plain.length()));
    }

    private static OutputError failure(Path file, IOException e) {
        return new OutputError(
                "cannot write into the folder of results",
                file.toString(),
                e.toString(),
                "look whether there is room, and whether it may be written",
                e);
    }
}
