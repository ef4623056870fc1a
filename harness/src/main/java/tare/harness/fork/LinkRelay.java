package tare.harness.fork;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tare.harness.backend.Line;
import tare.harness.clock.MonotonicClock;

/**
 * Hands bytes on between JMH's end of its link and the line to an instance, both ways, until one of
 * them ends or the time is up.
 */
final class LinkRelay implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int SLICE_MILLIS = 50;
    private static final long SLICE_NANOS = SLICE_MILLIS * 1_000_000L;

    /** JMH closes its end as soon as it has read the fork's. */
    private static final long GOODBYE_NANOS = 2_000_000_000L;

    /** A fork whose link is closed has hooks to run. */
    private static final long END_NANOS = 5_000_000_000L;

    private final MonotonicClock clock;
    private final Socket link;
    private final Line line;
    private final long deadlineNanos;
    private final CountDownLatch linkClosed = new CountDownLatch(1);
    private final Thread inwards = new Thread(this::handIn, "tare-relay-in");
    private volatile boolean over;

    /** Which end came first. */
    enum Ending {
        /** The instance's, as it should be; whether it was time the JVM inside has said, or not. */
        INSTANCE,
        /** JMH's: what came was no link's. */
        LINK,
        /** The time was up. */
        DEADLINE
    }

    /**
     * @param deadlineNanos on that clock
     */
    LinkRelay(MonotonicClock clock, Socket link, Line line, long deadlineNanos) {
        this.clock = clock;
        this.link = link;
        this.line = line;
        this.deadlineNanos = deadlineNanos;
    }

    /** Relays until one end has come. Neither link nor line is closed. */
    Ending run() throws IOException {
        link.setTcpNoDelay(true);
        link.setSoTimeout(SLICE_MILLIS);
        OutputStream out = link.getOutputStream();
        inwards.setDaemon(true);
        inwards.start();
        try {
            return handOut(out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Ending.DEADLINE;
        }
    }

    /**
     * Waits until nothing of it runs any more. The instance is closed before: whoever waits to hand
     * in what nobody takes then waits no longer.
     */
    @Override
    public void close() {
        over = true;
        try {
            inwards.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Ending handOut(OutputStream out) throws InterruptedException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long untilNanos = deadlineNanos;
        boolean closing = false;
        while (clock.nanos() - untilNanos < 0) {
            int some = line.read(buffer, 0, buffer.length, SLICE_NANOS);
            if (some < 0) {
                boolean closed = linkClosed.getCount() == 0;
                goodbye();
                return closed ? Ending.LINK : Ending.INSTANCE;
            }
            if (some > 0) {
                toJmh(out, buffer, some);
            }
            if (!closing && linkClosed.getCount() == 0) {
                closing = true;
                untilNanos = Math.min(untilNanos, clock.nanos() + END_NANOS);
            }
        }
        return closing ? Ending.LINK : Ending.DEADLINE;
    }

    /** The fork's end is JMH's: it closes the link when it has read all. */
    private void goodbye() throws InterruptedException {
        try {
            link.shutdownOutput();
        } catch (IOException closed) {
            return;
        }
        linkClosed.await(GOODBYE_NANOS, TimeUnit.NANOSECONDS);
    }

    private void toJmh(OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException closed) {
            // JMH wants no more of it.
            linkClosed.countDown();
        }
    }

    private void handIn() {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = link.getInputStream();
            while (!over) {
                int some = read(in, buffer);
                if (some < 0) {
                    break;
                }
                // Where nobody reads it the line's end tells; the link's end is still waited for.
                line.write(buffer, 0, some);
            }
        } catch (IOException closed) {
            // As good as its end.
        }
        linkClosed.countDown();
    }

    private static int read(InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (SocketTimeoutException nothingYet) {
            return 0;
        }
    }
}
