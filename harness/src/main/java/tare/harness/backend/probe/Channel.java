package tare.harness.backend.probe;

import java.time.Duration;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Poller;

/**
 * The two ways between Tare and a probe: control, whose end ends the probe, and ready, which
 * carries its bytes. Used by one thread at a time.
 */
public interface Channel extends AutoCloseable {

    /** Makes what must exist before the launch; part of the measured path. */
    void open();

    /** What the first process gets as descriptor 0. */
    int childControl();

    /** What the first process gets as descriptor 1. */
    int childReady();

    /** The first process has its descriptors: this process's copies are closed. */
    void handedOver();

    /** The descriptor that the probe reads from at its other end. */
    int control();

    /** The descriptor that becomes readable with a byte of the probe's. */
    int ready();

    /**
     * Takes one byte that has been announced.
     *
     * @return whether there was one, and the probe's: a runtime may write to it as well
     */
    boolean take();

    /** Whether a byte is one that the probe writes: ready, or the answer to {@link #ask}. */
    static boolean isOfProbe(long octet) {
        return octet == 'R' || octet == 'P';
    }

    /**
     * Whether the other end has closed, where that is announced as a byte is: {@link #take} then
     * has found none.
     */
    default boolean ended() {
        return false;
    }

    /**
     * Sends a byte to the probe.
     *
     * @return whether somebody could still read it
     */
    boolean ask();

    /**
     * Whether a terminal lies between, which sends back what is asked before the answer comes: what
     * is not the probe's is then passed over.
     */
    default boolean echoes() {
        return false;
    }

    /**
     * Sends a byte to the probe and waits for its answer.
     *
     * @return whether it came within that time
     */
    default boolean ping(Poller poller, MonotonicClock clock, Duration patience) {
        if (!ask()) {
            return false;
        }
        long untilNanos = clock.nanos() + patience.toNanos();
        while (true) {
            int events = poller.await(ready(), untilNanos - clock.nanos());
            if ((events & Poller.POLLIN) == 0) {
                return false;
            }
            if (take()) {
                return true;
            }
            if (ended() || !echoes()) {
                return false;
            }
        }
    }

    /** Closes the control: the probe ends. Idempotent. */
    void hangUp();

    /** Closes everything; idempotent. */
    @Override
    void close();
}
