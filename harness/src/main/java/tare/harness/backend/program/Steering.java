package tare.harness.backend.program;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What is asked of a program while it runs, to make it start the instance: for programs that take
 * requests and no command lines. Made for one launch, used by the thread that launches.
 */
public interface Steering extends AutoCloseable {

    /**
     * Asks, from the moment when the program has been executed until the instance is started; part
     * of the measured path. Every wait is also ended by the program's end.
     *
     * @param program descriptor that is readable once the program has ended
     * @param deadlineNanos when the launch's time is up, on the run's clock
     * @throws tare.harness.backend.LaunchException which request failed and why; everything is then
     *     still to be stopped
     */
    void steer(int program, long deadlineNanos);

    /**
     * Watches what shows of the start between {@link #steer} and the byte; returns when there is no
     * more to be seen, at the latest when the byte comes. Finds no fault: who waits for the byte
     * does.
     *
     * @param ready descriptor that is readable once the byte is there, or nobody is left to write
     *     it
     * @param deadlineNanos when the launch's time is up, on the run's clock
     */
    default void follow(int ready, long deadlineNanos) {}

    /**
     * Where on the host a port inside is reached, as the program has said until it was steered;
     * empty if it forwards none.
     */
    default Optional<InetSocketAddress> forwarded() {
        return Optional.empty();
    }

    /**
     * What the program has said elsewhere than on descriptor 2, for example in a log: bounded, one
     * line; asked after a failure, before anything is taken away.
     */
    String said();

    /** Frees what it holds; idempotent. */
    @Override
    void close();
}
