package tare.harness.backend;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;

/** A started instance. Used by one thread at a time. */
public interface Instance extends AutoCloseable {

    /**
     * Waits, driven by an event and bounded by the spec's deadline, until the guest acts.
     *
     * @throws LaunchException if the instance ended or the deadline passed; it is then closed
     */
    void awaitReady();

    /**
     * Does what is due once the guest has acted, and must not be measured: reads the thread's CPU
     * time, puts away what bounded the wait, writes the pid into the journal (until then the intent
     * alone lets the cleaner find it). To be called by the thread that waited, right after {@link
     * #awaitReady}; an instance that was never told so answers and closes all the same.
     *
     * @throws LaunchException if it turns out that the byte was not the guest's; it is then closed
     */
    default void afterReady() {}

    /**
     * Gives back what this process holds only in order to speak with it, where that can be had
     * again when it is: for those that live beside thousands of others. To be called after {@link
     * #afterReady}; changes no answer.
     */
    default void rest() {}

    /**
     * Lets the guest act once more: proof that it is alive. A program in the place of the probe
     * answers one byte alone, whoever asked first; what is said later is its own affair, and
     * nothing is sent.
     *
     * @return whether it answered within the spec's deadline
     */
    boolean ping();

    /**
     * The way to a program that runs in the place of the probe; after a ping that it has answered.
     *
     * @return empty if the probe runs, or the instance's end is asked for
     */
    default Optional<Line> line() {
        return Optional.empty();
    }

    /**
     * Where on the host, on loopback, the port is reached that its program listens on; once it is
     * ready.
     *
     * @return empty where nothing is forwarded
     */
    default Optional<InetSocketAddress> forwarded() {
        return Optional.empty();
    }

    /**
     * How a program in the place of the probe has ended by itself, as far as the host can tell: its
     * exit status or signal, and whether its limit of memory killed something in it. To be asked
     * before the close, when the {@link #line} has ended.
     *
     * @return empty while it lives, where nobody can tell, and once its end was asked for
     */
    default Optional<String> obituary() {
        return Optional.empty();
    }

    /**
     * The way to let it write to memory that it shares with the image that it was forked from.
     *
     * @return empty for what is not forked
     */
    default Optional<Diverging> diverging() {
        return Optional.empty();
    }

    /**
     * Asks for the end without waiting for it, where that can be done: of many instances that are
     * to end, all are asked first. {@link #close} is due all the same.
     */
    default void endSoon() {}

    /** The first process of the instance as the host sees it, where there is one. */
    OptionalInt hostPid();

    /** What is known so far; complete after {@link #close}. */
    Stages stages();

    /** What the launch's layers took, where the backend can tell them apart; after the close. */
    default Layers layers() {
        return Layers.NONE;
    }

    /**
     * Stops the instance and leaves nothing: no process, mount, namespace, cgroup or file.
     * Idempotent.
     *
     * @throws LaunchException if something could not be removed; it stays in the journal
     */
    @Override
    void close();
}
