package tare.harness.backend.probe;

import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;

/**
 * Two low descriptor numbers of this process, held open on /dev/null, under which a child finds its
 * ends of the channel. It then needs no copy of what lies above: of a launcher that holds thousands
 * of instances that is tens of thousands of descriptors to copy, and as many to close. Used by one
 * thread at a time.
 */
final class LowDescriptors implements AutoCloseable {

    /** fcntl(2), the same on both architectures. */
    private static final int F_DUPFD_CLOEXEC = 1030;

    private static final int AT_FDCWD = -100;
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;

    private final Kernel kernel;
    private final int nothing;
    private final int control;
    private final int ready;
    private boolean closed;

    private LowDescriptors(Kernel kernel, int nothing, int control, int ready) {
        this.kernel = kernel;
        this.nothing = nothing;
        this.control = control;
        this.ready = ready;
    }

    /** Takes the lowest numbers that are free and no standard stream's. */
    static LowDescriptors open(Kernel kernel) {
        try (Arena arena = kernel.arena(16)) {
            long path = arena.text("/dev/null");
            int nothing = (int) kernel.call(Syscall.OPENAT, AT_FDCWD, path, O_RDWR | O_CLOEXEC);
            return new LowDescriptors(
                    kernel, nothing, copy(kernel, nothing), copy(kernel, nothing));
        }
    }

    private static int copy(Kernel kernel, int descriptor) {
        return (int) kernel.call(Syscall.FCNTL, descriptor, F_DUPFD_CLOEXEC, ProbeTape.OPENED);
    }

    /** What becomes the child's descriptor 0. */
    int control() {
        return control;
    }

    /** What becomes the child's descriptor 1. */
    int ready() {
        return ready;
    }

    /** The first number above both. */
    int above() {
        return Math.max(control, ready) + 1;
    }

    /** Puts the child's ends there, until {@link #clear}. */
    void lead(int childControl, int childReady) {
        kernel.call(Syscall.DUP3, childControl, control, O_CLOEXEC);
        kernel.call(Syscall.DUP3, childReady, ready, O_CLOEXEC);
    }

    /** Closes what was put there, and keeps the numbers. */
    void clear() {
        kernel.call(Syscall.DUP3, nothing, control, O_CLOEXEC);
        kernel.call(Syscall.DUP3, nothing, ready, O_CLOEXEC);
    }

    /** Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            kernel.close(ready);
            kernel.close(control);
            kernel.close(nothing);
        }
    }
}
