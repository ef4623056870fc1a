package tare.workloads.benchmark.files;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
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
 * The life of a small file.
 *
 * <p>One operation: a file is created, 4 KiB are written and brought to the disk by {@code fsync},
 * it is closed, renamed within its directory, its attributes are read, and it is deleted.
 *
 * <p>Stresses the file system that the instance sees, by its metadata: overlays, gateways between a
 * sandbox and the host's files, and virtual disks. Where {@code fsync} reaches a disk it is most of
 * the score, and where the root lies in memory it costs nothing: the two places of one backend are
 * different file systems, so compare backends for one place at a time.
 *
 * <p>Mirrors lmbench's {@code lat_fs}, with the {@code fsync} of a mail server or an editor.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FileSmall {

    static final int BYTES = 4096;

    /** {@code root}: the instance's own; {@code bind}: the host's directory. */
    @Param({"root", "bind"})
    public String place = "";

    private @Nullable Scratch scratch;
    private final ByteBuffer content = ByteBuffer.allocateDirect(BYTES);
    private Path first = Path.of("");
    private Path second = Path.of("");

    /** Makes a directory. */
    @Setup
    public void open() {
        Scratch made = Scratch.in(Places.named(place));
        scratch = made;
        first = made.file("first");
        second = made.file("second");
        while (content.hasRemaining()) {
            content.put((byte) 'x');
        }
    }

    /** The measured path. */
    @Benchmark
    public long live() {
        try {
            try (FileChannel file = FileChannel.open(first, CREATE_NEW, WRITE)) {
                content.rewind();
                while (content.hasRemaining()) {
                    file.write(content);
                }
                file.force(true);
            }
            Files.move(first, second, StandardCopyOption.ATOMIC_MOVE);
            long size = Files.readAttributes(second, BasicFileAttributes.class).size();
            Files.delete(second);
            return size;
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
