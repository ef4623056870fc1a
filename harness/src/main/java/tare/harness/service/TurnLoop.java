package tare.harness.service;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Timer;
import java.util.TimerTask;
import tare.harness.clock.MonotonicClock;
import tare.workloads.service.Turns;

/**
 * Turns over TCP from the host: so many bytes there, one back, then the next (a closed loop).
 * Blocks, as the turns inside an instance do, so that both hold the same wake-ups.
 */
final class TurnLoop {

    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int FIRST_ROOM = 1 << 10;

    private final MonotonicClock clock;
    private final SocketChannel channel;
    private final int turnBytes;
    private final ByteBuffer piece;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(1);

    private TurnLoop(MonotonicClock clock, SocketChannel channel, int turnBytes) {
        this.clock = clock;
        this.channel = channel;
        this.turnBytes = turnBytes;
        this.piece = ByteBuffer.allocateDirect(Math.min(turnBytes, Turns.PIECE_BYTES));
    }

    /**
     * Takes turns, for a while untimed and then as long again.
     *
     * @param channel connected, blocking; closed by this
     * @param turnBytes of each
     * @param nanos how long each part lasts, one turn at least
     * @param patienceNanos after which the other side counts as hung
     * @return what each turn took, in their order
     * @throws IOException if the connection fails, or hangs
     */
    static long[] play(
            MonotonicClock clock,
            SocketChannel channel,
            int turnBytes,
            long nanos,
            long patienceNanos)
            throws IOException {
        Timer patience = new Timer("turns' patience", true);
        try (channel) {
            patience.schedule(closing(channel), patienceNanos / NANOS_PER_MILLI);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            TurnLoop loop = new TurnLoop(clock, channel, turnBytes);
            ByteBuffer head = ByteBuffer.allocate(Integer.BYTES).putInt(turnBytes).flip();
            while (head.hasRemaining()) {
                channel.write(head);
            }
            loop.turns(nanos);
            return loop.turns(nanos);
        } catch (ClosedChannelException e) {
            throw new IOException(
                    "a turn of "
                            + turnBytes
                            + " bytes hung: no end within "
                            + patienceNanos / NANOS_PER_MILLI
                            + " ms",
                    e);
        } finally {
            patience.cancel();
        }
    }

    /** Whoever waits for the channel then waits no longer. */
    private static TimerTask closing(SocketChannel channel) {
        return new TimerTask() {
            @Override
            public void run() {
                try {
                    channel.close();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException("cannot close a connection", e);
                }
            }
        };
    }

    private long[] turns(long nanos) throws IOException {
        long[] took = new long[FIRST_ROOM];
        int count = 0;
        long beginNanos = clock.nanos();
        long nowNanos = beginNanos;
        while (count == 0 || nowNanos - beginNanos < nanos) {
            turn();
            long endNanos = clock.nanos();
            if (count == took.length) {
                took = Arrays.copyOf(took, 2 * count);
            }
            took[count++] = endNanos - nowNanos;
            nowNanos = endNanos;
        }
        return Arrays.copyOf(took, count);
    }

    private void turn() throws IOException {
        int left = turnBytes;
        while (left > 0) {
            piece.clear().limit(Math.min(left, piece.capacity()));
            left -= piece.remaining();
            while (piece.hasRemaining()) {
                channel.write(piece);
            }
        }
        answer.clear();
        if (channel.read(answer) != 1) {
            throw new IOException("the service has closed the connection");
        }
    }
}
