package tare.harness.linux;

import java.util.Optional;

/**
 * A handle on one process: unlike a pid it never comes to mean another process. Used by one thread
 * at a time.
 */
public final class Pidfd implements AutoCloseable {

    /** Signal 9. */
    public static final int SIGKILL = 9;

    private final Kernel kernel;
    private final int descriptor;
    private boolean closed;

    /** Takes over a descriptor that clone has made. */
    Pidfd(Kernel kernel, int descriptor) {
        this.kernel = kernel;
        this.descriptor = descriptor;
    }

    /**
     * Opens a handle; empty if there is no such process. Whoever opens by pid must check the start
     * time <em>after</em> opening: only then is it known which process the handle means.
     *
     * @throws NativeException on any other failure
     */
    public static Optional<Pidfd> open(Kernel kernel, int pid) {
        long result = kernel.attempt(Syscall.PIDFD_OPEN, pid, 0);
        if (result == -Errno.ESRCH.number()) {
            return Optional.empty();
        }
        if (result < 0) {
            throw new NativeException("pidfd_open(" + pid + ")", (int) -result);
        }
        return Optional.of(new Pidfd(kernel, (int) result));
    }

    int descriptor() {
        return descriptor;
    }

    /**
     * Sends a signal.
     *
     * @return whether there still was a process to take it
     * @throws NativeException on any other failure
     */
    public boolean signal(int signal) {
        long result = kernel.attempt(Syscall.PIDFD_SEND_SIGNAL, descriptor, signal, 0, 0);
        if (result == -Errno.ESRCH.number()) {
            return false;
        }
        if (result < 0) {
            throw new NativeException("pidfd_send_signal(" + signal + ")", (int) -result);
        }
        return true;
    }

    /**
     * Waits, driven by the event, until the process has ended; a zombie has.
     *
     * @param timeoutNanos how long at most, at least 0
     * @return whether it has ended
     */
    public boolean awaitExit(long timeoutNanos) {
        try (Poller poller = new Poller(kernel)) {
            return poller.await(descriptor, timeoutNanos) != 0;
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            kernel.close(descriptor);
        }
    }
}
