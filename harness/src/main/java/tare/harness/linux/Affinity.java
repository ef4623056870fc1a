package tare.harness.linux;

/** Which CPUs a thread may run on. */
public final class Affinity {

    private Affinity() {}

    /**
     * Binds the calling thread, and the threads and processes that it makes from now on.
     *
     * @param cpuList in the kernel's form, for example {@code 0-3,5}; empty does nothing
     */
    public static void bindThread(Kernel kernel, String cpuList) {
        if (cpuList.isEmpty()) {
            return;
        }
        byte[] mask = CpuSet.parse(cpuList).mask();
        try (Arena arena = new Arena(mask.length)) {
            kernel.call(Syscall.SCHED_SETAFFINITY, 0, mask.length, arena.bytes(mask));
        }
    }
}
