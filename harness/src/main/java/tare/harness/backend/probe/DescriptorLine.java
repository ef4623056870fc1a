package tare.harness.backend.probe;

import tare.harness.backend.Line;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Arena;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.Poller;
import tare.harness.linux.Syscall;

/**
 * The channel's two descriptors as a line. Reader and writer have a lock and a buffer each, and
 * hold the lock for a slice of time at most: who ends the instance need not wait for them longer
 * before the descriptors' numbers are free for others.
 */
final class DescriptorLine implements Line {

    private static final int BUFFER_BYTES = 32 << 10;

    /** PIPE_BUF: so much a pipe that has room takes without blocking. */
    private static final int WRITTEN_BYTES = 4 << 10;

    private static final long SLICE_NANOS = 50_000_000L;

    private final Kernel kernel;
    private final MonotonicClock clock;
    private final int control;
    private final int ready;
    private final Direction incoming;
    private final Direction outgoing;

    /**
     * @param control to write to
     * @param ready to read from
     */
    DescriptorLine(Kernel kernel, MonotonicClock clock, int control, int ready) {
        this.kernel = kernel;
        this.clock = clock;
        this.control = control;
        this.ready = ready;
        this.incoming = new Direction(kernel, BUFFER_BYTES);
        this.outgoing = new Direction(kernel, WRITTEN_BYTES);
    }

    @Override
    public boolean write(byte[] bytes, int offset, int length) {
        int written = 0;
        while (written < length) {
            int some = writeSome(bytes, offset + written, length - written);
            if (some < 0) {
                return false;
            }
            written += some;
        }
        return true;
    }

    /** How many bytes within a slice; -1 if nobody can read them. */
    private int writeSome(byte[] bytes, int offset, int length) {
        synchronized (outgoing) {
            if (outgoing.over) {
                return -1;
            }
            if (outgoing.poller.awaitRoom(control, SLICE_NANOS) == 0) {
                return 0;
            }
            int some = Math.min(length, WRITTEN_BYTES);
            outgoing.arena.put(outgoing.buffer, bytes, offset, some);
            long result = kernel.attempt(Syscall.WRITE, control, outgoing.buffer, some);
            boolean again = result == -Errno.EAGAIN.number() || result == -Errno.EINTR.number();
            // EPIPE: nobody reads any more. The JVM ignores SIGPIPE.
            return again ? 0 : (int) Math.max(-1, result);
        }
    }

    @Override
    public int read(byte[] into, int offset, int length, long nanos) {
        long untilNanos = clock.nanos() + nanos;
        while (true) {
            long left = untilNanos - clock.nanos();
            int some = readSome(into, offset, length, Math.min(left, SLICE_NANOS));
            if (some != 0 || left <= 0) {
                return some;
            }
        }
    }

    private int readSome(byte[] into, int offset, int length, long nanos) {
        synchronized (incoming) {
            if (incoming.over) {
                return -1;
            }
            int events = incoming.poller.await(ready, nanos);
            if ((events & Poller.POLLIN) == 0) {
                return events == 0 ? 0 : -1;
            }
            int some = Math.min(length, BUFFER_BYTES);
            long result = kernel.call(Syscall.READ, ready, incoming.buffer, some);
            incoming.arena.copy(incoming.buffer, into, offset, (int) result);
            return result == 0 ? -1 : (int) result;
        }
    }

    /** Nothing is written any more: the control may be closed. Idempotent. */
    void endWriting() {
        synchronized (outgoing) {
            outgoing.end();
        }
    }

    /** Nothing is read or written any more: both descriptors may be closed. Idempotent. */
    void end() {
        endWriting();
        synchronized (incoming) {
            incoming.end();
        }
    }

    /** What one direction has for itself; guarded by itself. */
    private static final class Direction {

        private final Poller poller;
        private final Arena arena;
        private final long buffer;
        private boolean over;

        Direction(Kernel kernel, int bytes) {
            poller = new Poller(kernel);
            arena = new Arena(bytes);
            buffer = arena.reserve(bytes);
        }

        void end() {
            if (!over) {
                over = true;
                poller.close();
                arena.close();
            }
        }
    }
}
