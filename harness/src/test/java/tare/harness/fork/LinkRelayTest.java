package tare.harness.fork;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tare.harness.backend.Line;
import tare.harness.clock.MonotonicClock;

@Timeout(60)
class LinkRelayTest {

    private static final byte[] END = {};
    private static final long LONG_NANOS = 60_000_000_000L;
    private static final MonotonicClock CLOCK = MonotonicClock.system();

    /** An instance's line, with what it sends and what it was sent. */
    private static final class Queue implements Line {

        private final BlockingQueue<byte[]> sends = new LinkedBlockingQueue<>();
        private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

        @Override
        public boolean write(byte[] bytes, int offset, int length) {
            if (length > 0) {
                received.add(java.util.Arrays.copyOfRange(bytes, offset, offset + length));
            }
            return true;
        }

        @Override
        public int read(byte[] into, int offset, int length, long nanos) {
            try {
                byte[] next = sends.poll(nanos, TimeUnit.NANOSECONDS);
                if (next == null) {
                    return 0;
                }
                System.arraycopy(next, 0, into, offset, next.length);
                return next == END ? -1 : next.length;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }
    }

    /** JMH's end of a link, and the relay's. */
    private record Link(ServerSocket server, Socket jmh, Socket relays) implements AutoCloseable {

        static Link open() throws IOException {
            ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            Socket relays = new Socket(server.getInetAddress(), server.getLocalPort());
            return new Link(server, server.accept(), relays);
        }

        @Override
        public void close() throws IOException {
            relays.close();
            jmh.close();
            server.close();
        }
    }

    @Test
    void handsOnBothWaysUntilTheInstanceEnds() throws Exception {
        Queue line = new Queue();
        try (Link link = Link.open();
                LinkRelay relay =
                        new LinkRelay(CLOCK, link.relays(), line, CLOCK.nanos() + LONG_NANOS)) {
            link.jmh().getOutputStream().write(new byte[] {1, 2, 3});
            line.sends.add(new byte[] {4, 5});
            Thread jmh =
                    new Thread(
                            () -> {
                                try {
                                    byte[] said = link.jmh().getInputStream().readAllBytes();
                                    assertArrayEquals(new byte[] {4, 5}, said);
                                    link.jmh().close();
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            });
            jmh.start();
            Thread instance =
                    new Thread(
                            () -> {
                                try {
                                    assertArrayEquals(new byte[] {1, 2, 3}, line.received.take());
                                    line.sends.add(END);
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            });
            instance.start();
            assertEquals(LinkRelay.Ending.INSTANCE, relay.run());
            jmh.join();
            instance.join();
        }
    }

    @Test
    void endsWhenJmhHasHadEnough() throws Exception {
        Queue line = new Queue();
        try (Link link = Link.open();
                LinkRelay relay =
                        new LinkRelay(CLOCK, link.relays(), line, CLOCK.nanos() + LONG_NANOS)) {
            link.jmh().close();
            line.sends.add(new byte[] {9});
            assertEquals(LinkRelay.Ending.LINK, relay.run());
        }
    }

    @Test
    void endsWhenTheTimeIsUp() throws Exception {
        try (Link link = Link.open();
                LinkRelay relay =
                        new LinkRelay(CLOCK, link.relays(), new Queue(), CLOCK.nanos() + 1)) {
            assertEquals(LinkRelay.Ending.DEADLINE, relay.run());
            assertTrue(link.jmh().isConnected());
        }
    }
}
