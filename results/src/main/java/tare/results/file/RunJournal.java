package tare.results.file;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tare.results.failure.InputError;
import tare.results.failure.OutputError;
import tare.results.model.CellKey;
import tare.results.model.HostFacts;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Step;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/**
 * The append-only file of a run that goes on: a line of JSON for the header, then one for each
 * finished step, on disk before the next step begins. A killed run loses the step in flight at
 * most. The end of the run turns it into a result file.
 *
 * <p>Not thread-safe. One process at a time has it open.
 */
public final class RunJournal implements AutoCloseable {

    private static final String NAME = "run.journal";
    private static final String RESULT = "result.json";

    private final Path file;
    private final FileChannel channel;
    private final RunHeader header;
    private final Set<Step> completed = new LinkedHashSet<>();
    private final List<Fragment> measured = new ArrayList<>();
    private final Map<CellKey, List<Fragment>> extras = new LinkedHashMap<>();
    private final List<Warning> warnings = new ArrayList<>();

    private RunJournal(Path file, FileChannel channel, RunHeader header) {
        this.file = file;
        this.channel = channel;
        this.header = header;
    }

    /**
     * Begins a run's file, mode 0600, in its directory.
     *
     * @throws OutputError if there is one already, or it cannot be made
     */
    public static RunJournal create(Path directory, RunHeader header) {
        Path file = directory.resolve(NAME);
        FileChannel channel;
        try {
            channel =
                    FileChannel.open(
                            file,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            AtomicFile.privateMode(file));
        } catch (FileAlreadyExistsException e) {
            throw new OutputError(
                    "the directory holds an unfinished run",
                    file.toString(),
                    "nothing is overwritten",
                    "tare run --resume --out " + directory,
                    e);
        } catch (IOException e) {
            throw failure(file, e);
        }
        RunJournal journal = new RunJournal(file, channel, header);
        try {
            journal.lock();
            journal.line(json -> JournalLines.header(json, header));
            AtomicFile.forceDirectory(file);
            return journal;
        } catch (IOException e) {
            OutputError error = failure(file, e);
            try {
                channel.close();
                Files.deleteIfExists(file);
            } catch (IOException undoing) {
                error.addSuppressed(undoing);
            }
            throw error;
        }
    }

    /**
     * Opens the file of an unfinished run; a torn last line is cut off and told as a warning.
     *
     * @throws InputError if it is missing, or damaged before its last line
     * @throws OutputError if it cannot be written to, or another process has it open
     */
    public static RunJournal resume(Path directory) {
        Path file = directory.resolve(NAME);
        JournalReader.Content content = JournalReader.read(file);
        try {
            RunJournal journal =
                    new RunJournal(
                            file,
                            FileChannel.open(file, StandardOpenOption.WRITE),
                            content.header());
            try {
                journal.lock();
                journal.channel.truncate(content.wholeBytes());
                journal.channel.position(content.wholeBytes());
            } catch (IOException e) {
                journal.close();
                throw e;
            }
            content.lines().forEach(journal::keep);
            if (content.tornBytes() > 0) {
                journal.discarded("a torn last line of " + content.tornBytes() + " bytes");
            }
            if (content.unknownFields() > 0) {
                journal.discarded(content.unknownFields() + " fields that this Tare does not know");
            }
            return journal;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    public RunHeader header() {
        return header;
    }

    /** Steps that are done and need not be done again, in the order in which they were. */
    public Set<Step> completed() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(completed));
    }

    /** What was noticed until now, on resuming and in the steps done. */
    public List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * Adds a finished step; on disk when this returns.
     *
     * @throws OutputError if it cannot be written; the file is then as before
     * @throws IllegalArgumentException if the step is done already
     */
    public void append(StepRecord record) {
        if (completed.contains(record.step())) {
            throw new IllegalArgumentException("done already: " + record.step());
        }
        write(new JournalLines.Line(record.step(), record.fragments(), record.warnings()));
    }

    /**
     * Adds cells that belong to no step: computed at the end, or of backends that cannot run here.
     * They replace what an earlier call said of the same cells.
     *
     * @throws OutputError if they cannot be written; the file is then as before
     */
    public void extra(List<Fragment> fragments) {
        if (!fragments.isEmpty()) {
            write(new JournalLines.Line(null, fragments, List.of()));
        }
    }

    /** What is known so far, put together; each warning once. */
    public RunResult assemble(RunState state, HostFacts host, List<Warning> more) {
        List<Warning> all = Stream.of(more, warnings).flatMap(List::stream).distinct().toList();
        List<Fragment> fragments = new ArrayList<>();
        extras.values().forEach(fragments::addAll);
        fragments.addAll(measured);
        return Assembly.result(header, state, host, fragments, all);
    }

    /**
     * Writes {@code result.json}, whole or not at all. A complete run's own file is then removed; a
     * partial run's stays, so that it can be resumed.
     *
     * @param host facts at the end of the run
     * @param more what else the reader should know
     * @throws OutputError if the result cannot be written; nothing is lost then
     */
    public RunResult finish(RunState state, HostFacts host, List<Warning> more) {
        RunResult result = assemble(state, host, more);
        new ResultWriter().write(result, file.resolveSibling(RESULT));
        if (state == RunState.COMPLETE) {
            try {
                Files.deleteIfExists(file);
                AtomicFile.forceDirectory(file);
            } catch (IOException e) {
                throw failure(file, e);
            }
        }
        return result;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private void write(JournalLines.Line line) {
        try {
            line(json -> JournalLines.record(json, line));
        } catch (IOException e) {
            throw failure(file, e);
        }
        keep(line);
    }

    private void keep(JournalLines.Line line) {
        warnings.addAll(line.warnings());
        if (line.step() != null) {
            completed.add(line.step());
            measured.addAll(line.fragments());
            return;
        }
        line.fragments().forEach(fragment -> extras.remove(fragment.key()));
        for (Fragment fragment : line.fragments()) {
            extras.computeIfAbsent(fragment.key(), key -> new ArrayList<>()).add(fragment);
        }
    }

    private void discarded(String what) {
        warnings.add(new Warning(WarningKind.DISCARDED, what + " in " + NAME));
    }

    /** Two runs that append to one file would tear each other's lines. */
    private void lock() throws IOException {
        boolean locked;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            throw new IOException("it is open already", e);
        }
        if (!locked) {
            throw new IOException("another process has it open");
        }
    }

    private interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private void line(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonIn.FACTORY.createGenerator(bytes)) {
            content.writeTo(json);
        }
        bytes.write('\n');
        long before = channel.position();
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(false);
        } catch (IOException e) {
            // Half a line would spoil the next one.
            try {
                channel.truncate(before);
                channel.position(before);
            } catch (IOException undoing) {
                e.addSuppressed(undoing);
            }
            throw e;
        }
    }

    private static OutputError failure(Path file, IOException e) {
        return new OutputError(
                "cannot write the run's file",
                file.toString(),
                e.toString(),
                "free space, then tare run --resume --out " + file.getParent(),
                e);
    }
}
