package tare.harness.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tare.harness.clock.MonotonicClock;
import tare.workloads.service.KeyValueService;

@Timeout(60)
class OpenLoopTest {

    private static final long MILLI = 1_000_000L;
    private static final byte[] ANSWER =
            "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final MonotonicClock clock = MonotonicClock.system();

    /** A request each millisecond. */
    private static Schedule eachMilli(int requests) {
        long[] due = new long[requests];
        Arrays.setAll(due, i -> i * MILLI);
        return new Schedule(due);
    }

    /** Reads a request with its body, of which only PUT has one. */
    private static boolean request(InputStream requests) throws IOException {
        int first = requests.read();
        if (first < 0 || !TinyServer.request(requests)) {
            return false;
        }
        if (first == 'P') {
            requests.readNBytes(KeyValueService.VALUE_BYTES);
        }
        return true;
    }

    /**
     * One connection and a stall of 200 ms at the 50th request: a client that waits its turn would
     * see one late answer; those that were due meanwhile were late, too.
     */
    @Test
    void aStallIsFeltByAllThatWereDueMeanwhile() throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (TinyServer server =
                        new TinyServer(
                                (requests, answers) -> {
                                    while (request(requests)) {
                                        if (count.incrementAndGet() == 50) {
                                            stall(200 * MILLI);
                                        }
                                        answers.write(ANSWER);
                                    }
                                });
                OpenLoop loop = OpenLoop.to(clock, server.address(), 1)) {
            long[] latencies = loop.play(eachMilli(400), 20_000 * MILLI);
            assertEquals(400, latencies.length);
            assertTrue(latencies[49] >= 200 * MILLI, "the stalled: " + latencies[49]);
            for (int later = 1; later < 150; later++) {
                // Sent only when the stall was over, however fast the answer was then.
                assertTrue(
                        latencies[49 + later] >= (200 - later) * MILLI,
                        later + " ms later: " + latencies[49 + later]);
            }
        }
    }

    @Test
    void severalConnectionsGoPastAStall() throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (TinyServer server =
                        new TinyServer(
                                (requests, answers) -> {
                                    while (request(requests)) {
                                        if (count.incrementAndGet() == 20) {
                                            stall(300 * MILLI);
                                        }
                                        answers.write(ANSWER);
                                    }
                                });
                OpenLoop loop = OpenLoop.to(clock, server.address(), 8)) {
            long[] latencies = loop.play(eachMilli(100), 20_000 * MILLI);
            assertTrue(Arrays.stream(latencies).anyMatch(nanos -> nanos >= 300 * MILLI));
            long prompt = Arrays.stream(latencies).filter(nanos -> nanos < 300 * MILLI).count();
            assertTrue(prompt > 50, prompt + " of 100 were prompt");
        }
    }

    @Test
    void isEmptyIfNotAllWereAnsweredInTime() throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (TinyServer server =
                        new TinyServer(
                                (requests, answers) -> {
                                    while (request(requests) && count.incrementAndGet() < 20) {
                                        answers.write(ANSWER);
                                    }
                                    requests.read();
                                });
                OpenLoop loop = OpenLoop.to(clock, server.address(), 1)) {
            assertEquals(0, loop.play(eachMilli(40), 50 * MILLI).length);
        }
    }

    @Test
    void failsWhenTheServiceEnds() throws IOException {
        try (TinyServer server = new TinyServer((requests, answers) -> request(requests));
                OpenLoop loop = OpenLoop.to(clock, server.address(), 2)) {
            assertThrows(IOException.class, () -> loop.play(eachMilli(40), 5_000 * MILLI));
        }
    }

    private void stall(long nanos) {
        long untilNanos = clock.nanos() + nanos;
        while (clock.nanos() < untilNanos) {
            Thread.onSpinWait();
        }
    }
}
