package tare.harness.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import tare.harness.clock.MonotonicClock;
import tare.workloads.service.KeyValueService;

/**
 * Asks a service at the times of a schedule, whatever becomes of earlier requests: what finds no
 * free connection waits, and its latency counts from when it was due (HdrHistogram's and wrk2's
 * coordinated omission). One thread, which spins when the next request is near or an answer is
 * likely: a sleeper is woken late by tens of microseconds.
 */
final class OpenLoop implements AutoCloseable {

    private static final long SPIN_NANOS = 2_000_000L;

    /** A fraction of this is what an answer takes unless something is wrong. */
    private static final long LIKELY_NANOS = 5_000_000L;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** One request in so many sets a value. */
    private static final int PUTS = 10;

    private final MonotonicClock clock;
    private final Selector selector;
    private final List<Conversation> all = new ArrayList<>();
    private final Deque<Conversation> free = new ArrayDeque<>();
    private final byte[][] requests;

    private OpenLoop(MonotonicClock clock, InetSocketAddress address) throws IOException {
        this.clock = clock;
        this.selector = Selector.open();
        this.requests = requests(address);
    }

    /**
     * Connects.
     *
     * @param connections so many requests at once at most
     */
    static OpenLoop to(MonotonicClock clock, InetSocketAddress address, int connections)
            throws IOException {
        OpenLoop loop = new OpenLoop(clock, address);
        try {
            for (int i = 0; i < connections; i++) {
                Conversation made = Conversation.to(address);
                loop.all.add(made);
                made.channel().register(loop.selector, SelectionKey.OP_READ, new Pending(made));
                loop.free.add(made);
            }
            return loop;
        } catch (IOException e) {
            loop.close();
            throw e;
        }
    }

    private static byte[][] requests(InetSocketAddress address) {
        byte[][] requests = new byte[KeyValueService.KEYS][];
        String host = address.getAddress().getHostAddress() + ":" + address.getPort();
        String value = "w".repeat(KeyValueService.VALUE_BYTES);
        for (int key = 0; key < requests.length; key++) {
            boolean put = key % PUTS == 0;
            String text =
                    (put ? "PUT " : "GET ")
                            + KeyValueService.PATH
                            + key
                            + " HTTP/1.1\r\nHost: "
                            + host
                            + (put ? "\r\nContent-Length: " + value.length() : "")
                            + "\r\n\r\n"
                            + (put ? value : "");
            requests[key] = text.getBytes(StandardCharsets.US_ASCII);
        }
        return requests;
    }

    /** The request that a connection is busy with. */
    private static final class Pending {
        private final Conversation conversation;
        private int request;

        Pending(Conversation conversation) {
            this.conversation = conversation;
        }
    }

    /**
     * Plays a schedule to its end.
     *
     * @param patienceNanos how long after the last due time answers are waited for
     * @return latencies in the schedule's order; empty if not all were answered by then
     * @throws IOException if a connection fails, or an answer is none
     */
    long[] play(Schedule schedule, long patienceNanos) throws IOException {
        long[] due = schedule.dueNanos();
        long[] latencies = new long[due.length];
        if (due.length == 0) {
            return latencies;
        }
        long startNanos = clock.nanos();
        long untilNanos = startNanos + due[due.length - 1] + patienceNanos;
        int sent = 0;
        int answered = 0;
        long lastNanos = startNanos;
        while (answered < due.length) {
            long now = clock.nanos();
            if (now > untilNanos) {
                return new long[0];
            }
            while (sent < due.length && startNanos + due[sent] <= now && !free.isEmpty()) {
                send(free.remove(), sent++);
                lastNanos = now;
            }
            boolean waiting = sent == due.length || free.isEmpty();
            long nextNanos = waiting ? untilNanos : startNanos + due[sent];
            // What is in flight is likely to be answered at once.
            boolean soon = sent > answered && now - lastNanos < LIKELY_NANOS;
            int more = collect(soon ? now : nextNanos, startNanos, due, latencies);
            answered += more;
            if (more > 0) {
                lastNanos = now;
            }
        }
        return latencies;
    }

    private void send(Conversation conversation, int request) throws IOException {
        SelectionKey key = conversation.channel().keyFor(selector);
        ((Pending) key.attachment()).request = request;
        conversation.ask(requests[request % requests.length]);
    }

    /** Takes answers, waiting at most until shortly before the next request is due. */
    private int collect(long nextNanos, long startNanos, long[] due, long[] latencies)
            throws IOException {
        long left = nextNanos - clock.nanos() - SPIN_NANOS;
        // The selector's time is in milliseconds: what is nearer is spun for.
        if (left > NANOS_PER_MILLI) {
            selector.select(left / NANOS_PER_MILLI);
        } else {
            selector.selectNow();
        }
        int count = 0;
        Set<SelectionKey> keys = selector.selectedKeys();
        for (SelectionKey key : keys) {
            Pending pending = (Pending) key.attachment();
            if (pending.conversation.answered()) {
                latencies[pending.request] = clock.nanos() - startNanos - due[pending.request];
                free.add(pending.conversation);
                count++;
            }
        }
        keys.clear();
        return count;
    }

    @Override
    public void close() throws IOException {
        for (Conversation conversation : all) {
            conversation.close();
        }
        selector.close();
    }
}
