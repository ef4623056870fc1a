package tare.harness.backend.qemu;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tare.harness.clock.MonotonicClock;
import tare.harness.clock.WallOffset;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;

/**
 * What is said to a QEMU that waits, by QMP, and what it says: two FIFOs, of which the first holds
 * all that QEMU is told before it starts. The second is read when the guest is ready.
 */
final class Conversation implements AutoCloseable {

    private static final int AT_FDCWD = -100;

    /** S_IFIFO, readable and writable by the owner alone. */
    private static final int FIFO = 0x1000 | 0600;

    /** Speak, and let the virtual CPU go. */
    private static final String SAID = "{\"execute\":\"qmp_capabilities\"}{\"execute\":\"cont\"}";

    /** QMP's specification, "Asynchronous events": the time is when the event occurred. */
    private static final Pattern RESUMED =
            Pattern.compile(
                    "\\{\"timestamp\": \\{\"seconds\": ([0-9]{1,12}), \"microseconds\":"
                            + " ([0-9]{1,6})\\}, \"event\": \"RESUME\"\\}");

    private static final int MOST_BYTES = 16 << 10;

    private final Path path;
    private final RandomAccessFile told;
    private final RandomAccessFile heard;

    private Conversation(Path path, RandomAccessFile told, RandomAccessFile heard) {
        this.path = path;
        this.told = told;
        this.heard = heard;
    }

    /**
     * Makes both FIFOs and says everything.
     *
     * @param path of QEMU's chardev {@code pipe}: what it reads is the same with {@code .in}
     * @throws UncheckedIOException if they cannot be made
     */
    static Conversation at(Kernel kernel, Path path) {
        for (Path fifo : new Path[] {in(path), out(path)}) {
            try (Arena arena = new Arena(fifo.toString().length() * 4L + 64)) {
                kernel.call(Syscall.MKNODAT, AT_FDCWD, arena.text(fifo.toString()), FIFO, 0);
            }
        }
        try {
            // For both ways, so that opening waits for nobody, and QEMU never reads an end.
            RandomAccessFile told = new RandomAccessFile(in(path).toFile(), "rw");
            try {
                told.write(SAID.getBytes(StandardCharsets.US_ASCII));
                return new Conversation(path, told, new RandomAccessFile(out(path).toFile(), "rw"));
            } catch (IOException e) {
                told.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + path, e);
        }
    }

    private static Path in(Path path) {
        return path.resolveSibling(path.getFileName() + ".in");
    }

    private static Path out(Path path) {
        return path.resolveSibling(path.getFileName() + ".out");
    }

    Path path() {
        return path;
    }

    /** When QEMU let the virtual CPU go, on the run's clock; empty if it did not say so. */
    OptionalLong resumedNanos(MonotonicClock clock) {
        WallOffset offset = WallOffset.read(clock);
        try {
            // Closed with the file itself.
            FileInputStream stream = new FileInputStream(heard.getFD());
            byte[] said = stream.readNBytes(Math.min(MOST_BYTES, stream.available()));
            Matcher matcher = RESUMED.matcher(new String(said, StandardCharsets.US_ASCII));
            return matcher.find()
                    ? OptionalLong.of(
                            offset.monotonicNanos(
                                    Long.parseLong(matcher.group(1)),
                                    Long.parseLong(matcher.group(2))))
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Removes the FIFOs; idempotent. */
    static void remove(Path path) throws IOException {
        Files.deleteIfExists(in(path));
        Files.deleteIfExists(out(path));
    }

    /** Closes both; idempotent. */
    @Override
    public void close() {
        try (told;
                heard) {
            // Closed in the opposite order.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + path, e);
        }
    }
}
