package tare.harness.backend;

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
     * Writes down in the journal what became known once the instance runs, such as its pid. Apart
     * from {@link #awaitReady}, so that it is no part of what is measured; until then the intent
     * alone lets the cleaner find it.
     */
    default void noteRunning() {}

    /**
     * Lets the guest act once more: proof that it is alive.
     *
     * @return whether it answered within the spec's deadline
     */
    boolean ping();

    /** The first process of the instance as the host sees it, where there is one. */
    OptionalInt hostPid();

    /** What is known so far; complete after {@link #close}. */
    Stages stages();

    /**
     * Stops the instance and leaves nothing: no process, mount, namespace, cgroup or file.
     * Idempotent.
     *
     * @throws LaunchException if something could not be removed; it stays in the journal
     */
    @Override
    void close();
}
