package tare.results.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tare.results.failure.InputError;
import tare.results.failure.OutputError;
import tare.results.model.HostFacts;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Step;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/**
 * The append-only file of a run that goes on: a line of JSON for the header, then one for each
 * finished step, synchronised to disk. A killed run loses the step in flight at most, whose samples
 * lie in a file of their own. The end of the run turns it into a result file.
 */
public final class RunJournal implements AutoCloseable {

    private static final String NAME = "run.journal";
    private static final String RESULT = "result.json";
    private static final long LARGEST_BYTES = ResultReader.LARGEST_BYTES;

    private final Path file;
    private final FileChannel channel;
    private final RunHeader header;
    private final Set<Step> completed = new HashSet<>();
    private final List<Fragment> fragments = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    private RunJournal(Path file, FileChannel channel, RunHeader header) {
        this.file = file;
        this.channel = channel;
        this.header = header;
    }

    /**
     * Begins a run's file in its directory.
     *
     * @throws OutputError if there is one already, or it cannot be made
     */
    public static RunJournal create(Path directory, RunHeader header) {
        Path file = directory.resolve(NAME);
        try {
            FileChannel channel =
                    FileChannel.open(
                            file,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            AtomicFile.privateMode(file));
            RunJournal journal = new RunJournal(file, channel, header);
            journal.line(json -> JournalLines.header(json, header));
            return journal;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /**
     * Opens the file of an unfinished run; a torn last line is cut off and told as a warning.
     *
     * @throws InputError if it is missing or damaged
     */
    public static RunJournal resume(Path directory) {
        Path file = directory.resolve(NAME);
        byte[] bytes = read(file);
        int end = lastLineEnd(bytes);
        List<byte[]> lines = lines(bytes, end);
        if (lines.isEmpty()) {
            throw damaged(file, "it has no header", null);
        }
        try {
            RunHeader header = parse(file, 1, lines.get(0), JournalLines::header);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            channel.truncate(end);
            channel.position(end);
            RunJournal journal = new RunJournal(file, channel, header);
            for (int i = 1; i < lines.size(); i++) {
                journal.keep(parse(file, i + 1, lines.get(i), JournalLines::record));
            }
            if (end < bytes.length) {
                journal.warnings.add(
                        new Warning(
                                WarningKind.DISCARDED,
                                "a torn line of " + (bytes.length - end) + " bytes in " + NAME));
            }
            return journal;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    public RunHeader header() {
        return header;
    }

    /** Steps that are done and need not be done again. */
    public Set<Step> completed() {
        return Set.copyOf(completed);
    }

    /** Adds a finished step; on disk when this returns. */
    public void append(StepRecord record) {
        write(new JournalLines.Line(record.step(), record.fragments(), record.warnings()));
    }

    /** Adds cells that belong to no step, such as those of backends that cannot run here. */
    public void extra(List<Fragment> more) {
        write(new JournalLines.Line(null, more, List.of()));
    }

    /** What is known so far, put together. */
    public RunResult assemble(RunState state, HostFacts host, List<Warning> more) {
        List<Warning> all = new ArrayList<>(more);
        all.addAll(warnings);
        return Assembly.result(header, state, host, fragments, all);
    }

    /**
     * Writes {@code result.json}, whole or not at all. A complete run's own file is then removed; a
     * partial run's stays, so that it can be resumed.
     *
     * @throws OutputError if the result cannot be written; nothing is lost then
     */
    public RunResult finish(RunState state, HostFacts host, List<Warning> more) {
        RunResult result = assemble(state, host, more);
        new ResultWriter().write(result, file.resolveSibling(RESULT));
        if (state == RunState.COMPLETE) {
            try {
                Files.deleteIfExists(file);
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
        if (line.step() != null) {
            completed.add(line.step());
        }
        fragments.addAll(line.fragments());
        warnings.addAll(line.warnings());
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
        ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(false);
    }

    private interface Parser<T> {
        T parse(JsonIn in) throws IOException;
    }

    private static <T> T parse(Path file, int number, byte[] line, Parser<T> content)
            throws IOException {
        String where = "line " + number + " of the file";
        try (JsonParser parser = JsonIn.FACTORY.createParser(new ByteArrayInputStream(line))) {
            JsonIn in = new JsonIn(parser);
            in.begin();
            T value = content.parse(in);
            in.end();
            return value;
        } catch (JsonProcessingException e) {
            throw damaged(file, where + ": " + e.getOriginalMessage(), e);
        } catch (JsonIn.Mismatch | Words.UnknownWord | IllegalArgumentException e) {
            throw damaged(file, where + ": " + e.getMessage(), e);
        }
    }

    private static byte[] read(Path file) {
        try {
            long size = Files.size(file);
            if (size > LARGEST_BYTES) {
                throw damaged(file, "it has " + size + " bytes, at most " + LARGEST_BYTES, null);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw damaged(file, e.toString(), e);
        }
    }

    private static int lastLineEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static List<byte[]> lines(byte[] bytes, int end) {
        List<byte[]> lines = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < end; i++) {
            if (bytes[i] == '\n') {
                lines.add(java.util.Arrays.copyOfRange(bytes, begin, i));
                begin = i + 1;
            }
        }
        return lines;
    }

    private static InputError damaged(Path file, String why, @Nullable Exception cause) {
        return new InputError(
                "this is no unfinished run of Tare",
                file.toString(),
                why,
                "start a new run with another --out DIR",
                cause);
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
