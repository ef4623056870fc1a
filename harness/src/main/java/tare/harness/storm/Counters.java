package tare.harness.storm;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * What launchers in several processes count together, in a page that all of them map: whose turn it
 * is, and how many live. Each operation is atomic.
 */
final class Counters {

    private static final VarHandle LONGS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int BYTES = 256;

    /** Far enough apart for a line of the caches each. */
    private static final int NEXT = 0;

    private static final int LIVE = 64;
    private static final int MOST_LIVE = 128;
    private static final int CALLED_OFF = 192;

    private final ByteBuffer page;

    private Counters(ByteBuffer page) {
        this.page = page;
    }

    /** Maps the file, which is made if it is not there, for its owner alone. */
    static Counters in(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.CREATE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            return new Counters(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
        }
    }

    /** In this process alone. */
    static Counters alone() {
        return new Counters(ByteBuffer.allocateDirect(BYTES));
    }

    /** All back to 0; while no launcher is at work. */
    void reset() {
        for (int at : new int[] {NEXT, LIVE, MOST_LIVE, CALLED_OFF}) {
            LONGS.setVolatile(page, at, 0L);
        }
    }

    /** The number of the next start that nobody has taken. */
    int next() {
        return (int) (long) LONGS.getVolatile(page, NEXT);
    }

    /** Takes that number; false if another was faster. */
    boolean take(int number) {
        return LONGS.compareAndSet(page, NEXT, (long) number, number + 1L);
    }

    int live() {
        return (int) (long) LONGS.getVolatile(page, LIVE);
    }

    /** One more lives, if there may be so many. */
    boolean live(int most) {
        long alive = (long) LONGS.getAndAdd(page, LIVE, 1L) + 1;
        if (alive > most) {
            gone();
            return false;
        }
        long known = (long) LONGS.getVolatile(page, MOST_LIVE);
        while (alive > known && !LONGS.compareAndSet(page, MOST_LIVE, known, alive)) {
            known = (long) LONGS.getVolatile(page, MOST_LIVE);
        }
        return true;
    }

    /** One less. */
    void gone() {
        long before = (long) LONGS.getAndAdd(page, LIVE, -1L);
        assert before > 0;
    }

    int mostLive() {
        return (int) (long) LONGS.getVolatile(page, MOST_LIVE);
    }

    /** No more starts. */
    void callOff() {
        LONGS.setVolatile(page, CALLED_OFF, 1L);
    }

    boolean calledOff() {
        return (long) LONGS.getVolatile(page, CALLED_OFF) != 0;
    }
}
