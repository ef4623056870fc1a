package tare.harness.backend.nested;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.Pipes;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Poller;
import tare.harness.linux.Syscall;
import tare.workloads.agent.Agent;

/**
 * The line to one agent: requests go, answers come in whatever order. Waits are driven by events.
 * Used by one thread at a time.
 */
final class AgentLine implements AutoCloseable {

    private static final int CHUNK_BYTES = 1024;

    /** Answers are asked for: so many never wait to be looked at. */
    private static final int MOST_HEARD = 16 * Agent.CONTAINERS;

    /** The longest is what is told of a container. */
    private static final int LONGEST_ANSWER = 1024;

    private final Kernel kernel;
    private final MonotonicClock clock;
    private final Pipes pipes;
    private final Poller poller;
    private final Arena arena = new Arena(Agent.LONGEST_REQUEST + 8L + CHUNK_BYTES);
    private final long outgoing = arena.reserve(Agent.LONGEST_REQUEST + 8L);
    private final long incoming = arena.reserve(CHUNK_BYTES);
    private final Deque<Answer> heard = new ArrayDeque<>();
    private final StringBuilder partial = new StringBuilder();
    private long partialNanos;

    /**
     * @param pipes open, and closed by somebody else
     */
    AgentLine(Kernel kernel, MonotonicClock clock, Pipes pipes) {
        this.kernel = kernel;
        this.clock = clock;
        this.pipes = pipes;
        this.poller = new Poller(kernel);
    }

    /**
     * Sends a request, by one system call.
     *
     * @param request not longer than the agent reads
     * @throws LaunchException if nobody can read it any more
     */
    void say(String request) {
        byte[] bytes = (request + "\n").getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < bytes.length; at += Long.BYTES) {
            long word = 0;
            for (int i = Math.min(bytes.length - at, Long.BYTES) - 1; i >= 0; i--) {
                word = (word << 8) | (bytes[at + i] & 0xff);
            }
            arena.putLong(outgoing + at, word);
        }
        long written = kernel.attempt(Syscall.WRITE, pipes.control(), outgoing, bytes.length);
        if (written != bytes.length) {
            throw gone();
        }
    }

    /**
     * Waits for an answer; others are kept for those who wait for them.
     *
     * @param deadlineNanos on the run's clock
     * @return empty if none came before the deadline
     * @throws LaunchException if the guest is gone, or says what is no answer
     */
    Optional<Answer> await(Predicate<Answer> wanted, long deadlineNanos) {
        while (true) {
            for (Iterator<Answer> each = heard.iterator(); each.hasNext(); ) {
                Answer answer = each.next();
                if (wanted.test(answer)) {
                    each.remove();
                    return Optional.of(answer);
                }
            }
            int events = poller.await(pipes.ready(), deadlineNanos - clock.nanos());
            if (events == 0) {
                return Optional.empty();
            }
            listen(clock.nanos());
        }
    }

    /** Nobody waits any more for what has been said of a container. */
    void forget(int id) {
        heard.removeIf(answer -> answer.id() == id);
    }

    private void listen(long nanos) {
        long read = kernel.attempt(Syscall.READ, pipes.ready(), incoming, CHUNK_BYTES);
        if (read <= 0) {
            throw gone();
        }
        for (byte octet : arena.bytesAt(incoming, (int) read)) {
            if (octet == '\n') {
                take();
                continue;
            }
            if (partial.isEmpty()) {
                partialNanos = nanos;
            }
            partial.append((char) (octet & 0xff));
        }
        if (heard.size() > MOST_HEARD || partial.length() > LONGEST_ANSWER) {
            throw new LaunchException("agent", "it says what nobody has asked for", "", null);
        }
    }

    private void take() {
        String line = partial.toString();
        partial.setLength(0);
        heard.add(
                Answer.parse(line, partialNanos)
                        .orElseThrow(
                                () ->
                                        new LaunchException(
                                                "agent",
                                                "something else than the agent writes on the"
                                                        + " guest's line",
                                                "",
                                                null)));
    }

    private static LaunchException gone() {
        return new LaunchException("agent", "the guest has ended", "", null);
    }

    @Override
    public void close() {
        poller.close();
        arena.close();
    }
}
