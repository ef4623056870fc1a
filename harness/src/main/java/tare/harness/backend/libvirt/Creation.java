package tare.harness.backend.libvirt;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.libvirt.Domain;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Stages;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;

/**
 * One request for a domain, made by the connection's thread: a container's byte may come before
 * libvirt's answer, and whoever waited for the answer would see it late. Used by one thread besides
 * the connection's.
 */
final class Creation implements AutoCloseable {

    private static final String STEP = "create domain";
    private static final int O_CLOEXEC = 0x80000;

    private final Kernel kernel;
    private final MonotonicClock clock;
    private final Connection connection;
    private final Arena arena;
    private final int answered;
    private final int bell;
    private final long octet;
    private @Nullable Future<Domain> answer;
    private volatile long answeredNanos = Stages.UNSEEN;
    private boolean open = true;

    Creation(Kernel kernel, MonotonicClock clock, Connection connection) {
        this.kernel = kernel;
        this.clock = clock;
        this.connection = connection;
        arena = kernel.arena(32);
        long pair = arena.reserve(8);
        kernel.call(Syscall.PIPE2, pair, O_CLOEXEC);
        answered = arena.intAt(pair);
        bell = arena.intAt(pair + 4);
        octet = arena.bytes((byte) '.');
    }

    /** Hands the request over. */
    void make(String xml) {
        answer =
                connection.create(
                        xml,
                        () -> {
                            answeredNanos = clock.nanos();
                            // Whatever came of it, the one who waits is woken.
                            kernel.call(Syscall.WRITE, bell, octet, 1);
                        });
    }

    /** Readable once libvirt has answered, whatever it said. */
    int descriptor() {
        return answered;
    }

    /** When libvirt answered; {@link Stages#UNSEEN} until then. */
    long answeredNanos() {
        return answeredNanos;
    }

    /**
     * Waits for the answer.
     *
     * @throws LaunchException if libvirt refused or does not answer
     */
    void await(Duration patience) {
        if (answer != null) {
            Connection.await(STEP, patience, answer);
        }
    }

    /** Whether the answer is there, or was never asked for. */
    boolean isOver() {
        return answer == null || answer.isDone();
    }

    /** Frees the descriptors; what libvirt was asked for must be over. Idempotent. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        if (!isOver()) {
            // Its thread is in libvirt's hands and may ring yet: two descriptors stay for it.
            return;
        }
        if (answer != null) {
            try {
                connection.free(Connection.await(STEP, Duration.ZERO, answer));
            } catch (LaunchException refused) {
                // Then there is no domain, or nobody to tell.
                answer = null;
            }
        }
        kernel.close(answered);
        kernel.close(bell);
        arena.close();
    }
}
