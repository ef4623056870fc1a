package tare.workloads.benchmark.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Requirement;

/**
 * A thread that answers: each time it has got so many bytes it sends one back. Channels block.
 *
 * <p>Either side that fails closes its channels, so that the other does not wait for ever.
 */
final class Exchange implements AutoCloseable {

    /** A way to somebody and back; both are one where the channel goes both ways. */
    record Way(ReadableByteChannel from, WritableByteChannel to) {
        void close() throws IOException {
            try (from;
                    to) {
                // both, whatever the first says
            }
        }
    }

    private static final int MOST_BYTES_AT_ONCE = 64 << 10;
    private static final long MOST_MILLIS_TO_END = 10_000;

    private final Way ours;
    private final Way theirs;
    private final int turnBytes;
    private final ByteBuffer block;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(1);
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private final Thread partner;

    private Exchange(Way ours, Way theirs, int turnBytes) {
        this.ours = ours;
        this.theirs = theirs;
        this.turnBytes = turnBytes;
        block = ByteBuffer.allocateDirect(Math.min(turnBytes, MOST_BYTES_AT_ONCE));
        partner = new Thread(this::answer, "partner");
        partner.setDaemon(true);
    }

    /**
     * Starts the partner.
     *
     * @param ours what the caller writes to and reads from
     * @param theirs the other ends
     * @param turnBytes what is sent in one turn
     * @throws IllegalStateException if there can be no more threads: a {@link Lack}
     */
    static Exchange start(Way ours, Way theirs, int turnBytes) {
        Exchange exchange = new Exchange(ours, theirs, turnBytes);
        try {
            exchange.partner.start();
        } catch (OutOfMemoryError e) {
            throw Lack.of(Requirement.TASKS, "a thread that answers", e).exception();
        }
        return exchange;
    }

    /** One turn: sends, and waits for the answer. */
    int turn() throws IOException {
        int left = turnBytes;
        while (left > 0) {
            block.clear().limit(Math.min(left, block.capacity()));
            left -= block.remaining();
            while (block.hasRemaining()) {
                ours.to.write(block);
            }
        }
        answer.clear();
        if (ours.from.read(answer) != 1) {
            IOException why = failure.get();
            throw new IOException("the partner has ended" + (why == null ? "" : ": " + why));
        }
        return answer.get(0);
    }

    @Override
    public void close() throws IOException {
        ours.close();
        try {
            partner.join(MOST_MILLIS_TO_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        theirs.close();
    }

    /** The partner. */
    private void answer() {
        ByteBuffer in = ByteBuffer.allocateDirect(block.capacity());
        ByteBuffer out = ByteBuffer.allocateDirect(1);
        int left = turnBytes;
        try {
            while (true) {
                in.clear().limit(Math.min(left, in.capacity()));
                int read = theirs.from.read(in);
                if (read < 0) {
                    break;
                }
                left -= read;
                if (left == 0) {
                    out.clear();
                    theirs.to.write(out);
                    left = turnBytes;
                }
            }
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        }
        try {
            theirs.close();
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        }
    }
}
