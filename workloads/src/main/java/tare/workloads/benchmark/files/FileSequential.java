package tare.workloads.benchmark.files;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import tare.workloads.benchmark.instance.Scratch;

/**
 * Writes a file and reads it again.
 *
 * <p>One operation: 8 MiB are written in pieces of 64 KiB over what the file held, and read back
 * the same way: 16 MiB moved, by 256 system calls and a few for opening, truncating and closing.
 * Without {@code fsync}: through the page cache, which is what programs see most of the time; a
 * disk shows in {@code file-small}.
 *
 * <p>Stresses copying between program and kernel, the page cache, and gateways between a sandbox
 * and the host's files.
 *
 * <p>Mirrors the sequential part of fio in the IBM report of 2014 (RC25482) and in gVisor's guide
 * in intent; theirs pass the cache by.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FileSequential {

    static final int FILE_BYTES = 8 << 20;
    private static final int PIECE_BYTES = 64 << 10;

    /** {@code root}: the instance's own; {@code bind}: the host's directory. */
    @Param({"root", "bind"})
    public String place = "";

    private @Nullable Scratch scratch;
    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
    private Path path = Path.of("");

    /** Makes a directory. */
    @Setup
    public void open() {
        Scratch made = Scratch.in(Places.named(place));
        scratch = made;
        path = made.file("file");
    }

    /** The measured path. */
    @Benchmark
    public long writeAndRead() {
        try (FileChannel file = FileChannel.open(path, CREATE, TRUNCATE_EXISTING, READ, WRITE)) {
            for (int done = 0; done < FILE_BYTES; done += PIECE_BYTES) {
                piece.clear();
                while (piece.hasRemaining()) {
                    file.write(piece);
                }
            }
            file.position(0);
            long read = 0;
            while (read < FILE_BYTES) {
                piece.clear();
                int count = file.read(piece);
                if (count < 0) {
                    throw new EOFException("the file ends after " + read + " bytes");
                }
                read += count;
            }
            return read;
        } catch (IOException e) {
            throw Places.failed(scratch, e);
        }
    }

    /** Takes the directory away. */
    @TearDown
    public void remove() {
        if (scratch != null) {
            scratch.close();
        }
    }
}
