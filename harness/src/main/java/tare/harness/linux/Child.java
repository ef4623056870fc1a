package tare.harness.linux;

import java.util.Optional;

/**
 * A process that a tape has started: killed through its pidfd, so that no other process can be hit,
 * and reaped once.
 */
public final class Child implements AutoCloseable {

    private static final int WNOHANG = 1;

    /** sizeof(struct rusage) of {@code include/uapi/linux/resource.h}; the times come first. */
    private static final int RUSAGE_BYTES = 144;

    private final Kernel kernel;
    private final int pid;
    private final Pidfd pidfd;

    Child(Kernel kernel, int pid, Pidfd pidfd) {
        this.kernel = kernel;
        this.pid = pid;
        this.pidfd = pidfd;
    }

    /** Its pid in Tare's own pid namespace; not used again before {@link #reap}. */
    public int pid() {
        return pid;
    }

    /**
     * Waits for its end without taking it off the process table.
     *
     * @return whether it has ended
     */
    public boolean awaitExit(long nanos) {
        return pidfd.awaitExit(nanos);
    }

    /** Kills it; nothing happens if it has ended already. */
    public void kill() {
        pidfd.signal(Pidfd.SIGKILL);
    }

    /**
     * Waits for its end and takes it off the process table.
     *
     * @param nanos how long to wait at most
     * @throws NativeException ETIMEDOUT if it lives on: stuck in the kernel, or never killed
     */
    public Ended reap(long nanos) {
        Optional<Ended> already = reapEnded();
        if (already.isPresent()) {
            return already.get();
        }
        if (!pidfd.awaitExit(nanos)) {
            throw new NativeException("end of process " + pid, Errno.ETIMEDOUT.number());
        }
        return reapEnded()
                .orElseThrow(
                        () ->
                                new NativeException(
                                        "wait4 of process " + pid, Errno.ECHILD.number()));
    }

    /** Takes it off the process table if it has ended; empty while it lives. */
    public Optional<Ended> reapEnded() {
        try (Arena arena = kernel.arena(RUSAGE_BYTES + 8)) {
            long rusage = arena.reserve(RUSAGE_BYTES);
            long status = arena.reserve(8);
            if (kernel.call(Syscall.WAIT4, pid, status, WNOHANG, rusage) == 0) {
                return Optional.empty();
            }
            long micros = 0;
            for (int timeval = 0; timeval < 32; timeval += 16) {
                micros += 1_000_000 * arena.longAt(rusage + timeval);
                micros += arena.longAt(rusage + timeval + 8);
            }
            return Optional.of(new Ended(arena.intAt(status), 1_000 * micros));
        }
    }

    /** For a poll beside other descriptors: readable once the process has ended. */
    public int descriptor() {
        return pidfd.descriptor();
    }

    /** Closes the pidfd; the process is not touched. */
    @Override
    public void close() {
        pidfd.close();
    }
}
