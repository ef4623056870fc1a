package tare.harness.linux;

/**
 * Descendants whose parents have ended: without this they would be children of the host's init, and
 * the CPU time that they used nobody's that Tare could tell from other work.
 */
public final class Orphans {

    /** PR_SET_CHILD_SUBREAPER of {@code include/uapi/linux/prctl.h}. */
    private static final int PR_SET_CHILD_SUBREAPER = 36;

    private static final int ANY = -1;
    private static final int WNOHANG = 1;
    private static final int NO_RUSAGE = 0;

    private final Kernel kernel;

    public Orphans(Kernel kernel) {
        this.kernel = kernel;
    }

    /** From here on orphans are children of this process. */
    public void adopt() {
        kernel.call(Syscall.PRCTL, PR_SET_CHILD_SUBREAPER, 1);
    }

    /**
     * Takes those that have ended off the process table, so that their CPU time counts as that of
     * this process's children. Any other child that has ended is taken as well: for the end, when
     * nobody waits for one any more.
     *
     * @return how many
     */
    public int reap() {
        try (Arena status = kernel.arena(Long.BYTES)) {
            long at = status.reserve(Long.BYTES);
            int reaped = 0;
            while (reapOne(at)) {
                reaped++;
            }
            return reaped;
        }
    }

    private boolean reapOne(long status) {
        try {
            return kernel.call(Syscall.WAIT4, ANY, status, WNOHANG, NO_RUSAGE) > 0;
        } catch (NativeException e) {
            if (e.errno() == Errno.ECHILD.number()) {
                return false;
            }
            throw e;
        }
    }
}
