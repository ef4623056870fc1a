package tare.harness.linux;

/** Binds the calling thread to CPUs for a while. Used by one thread at a time. */
public final class ThreadAffinity {

    /** Room for as many CPUs as the kernel can be built for (NR_CPUS is at most 8,192). */
    private static final int MASK_BYTES = 1024;

    private static final int CALLING_THREAD = 0;

    private final Kernel kernel;
    private final Arena arena;
    private final long wanted;
    private final int wantedBytes;
    private final long before;
    private long beforeBytes;

    /**
     * @param cpus where {@link #bind} binds to
     */
    public ThreadAffinity(Kernel kernel, CpuSet cpus) {
        this.kernel = kernel;
        byte[] mask = cpus.mask();
        arena = kernel.arena(MASK_BYTES + mask.length + 8L);
        wanted = arena.bytes(mask);
        wantedBytes = mask.length;
        before = arena.reserve(MASK_BYTES);
    }

    /**
     * Binds the thread and remembers where it might run before.
     *
     * @throws NativeException if none of the CPUs is there for this process
     */
    public void bind() {
        beforeBytes = kernel.call(Syscall.SCHED_GETAFFINITY, CALLING_THREAD, MASK_BYTES, before);
        kernel.call(Syscall.SCHED_SETAFFINITY, CALLING_THREAD, wantedBytes, wanted);
    }

    /** Lets the thread run where it might before {@link #bind}. */
    public void restore() {
        kernel.call(Syscall.SCHED_SETAFFINITY, CALLING_THREAD, beforeBytes, before);
    }
}
