package tare.harness.linux;

/**
 * A file in memory.
 *
 * @param kernel through which it is closed
 * @param number its descriptor, close-on-exec
 */
public record Memfd(Kernel kernel, int number) implements AutoCloseable {

    /** MFD_CLOEXEC | MFD_ALLOW_SEALING of {@code include/uapi/linux/memfd.h}. */
    private static final int FLAGS = 1 | 2;

    /** F_ADD_SEALS of {@code include/uapi/linux/fcntl.h}. */
    private static final int ADD_SEALS = 1033;

    private static final int SEAL_GROW = 4;

    /** F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE. */
    private static final int ALL_SEALS = 1 | 2 | 4 | 8;

    /**
     * A file with this content.
     *
     * @param name shown in /proc/PID/maps
     * @throws NativeException if the kernel refuses
     */
    public static Memfd sealed(Kernel kernel, String name, byte[] content) {
        try (Arena arena = new Arena(name.length() + content.length + 64L)) {
            int fd = (int) kernel.call(Syscall.MEMFD_CREATE, arena.text(name), FLAGS);
            try {
                long written = kernel.call(Syscall.WRITE, fd, arena.bytes(content), content.length);
                if (written != content.length) {
                    throw new NativeException("write to memfd " + name, Errno.EIO.number());
                }
                kernel.call(Syscall.FCNTL, fd, ADD_SEALS, ALL_SEALS);
                return new Memfd(kernel, fd);
            } catch (NativeException e) {
                kernel.close(fd);
                throw e;
            }
        }
    }

    /**
     * A file of zeros that can be written to, but not beyond its end: that fails with EPERM.
     *
     * @throws NativeException if the kernel refuses
     */
    public static Memfd ofSize(Kernel kernel, String name, long bytes) {
        try (Arena arena = new Arena(name.length() + 64L)) {
            int fd = (int) kernel.call(Syscall.MEMFD_CREATE, arena.text(name), FLAGS);
            try {
                kernel.call(Syscall.FTRUNCATE, fd, bytes);
                kernel.call(Syscall.FCNTL, fd, ADD_SEALS, SEAL_GROW);
                return new Memfd(kernel, fd);
            } catch (NativeException e) {
                kernel.close(fd);
                throw e;
            }
        }
    }

    /**
     * Lets nobody change the file again, whoever holds it; private views can still be made.
     *
     * @throws NativeException EBUSY while a writable shared view of it exists
     */
    public void freeze() {
        kernel.call(Syscall.FCNTL, number, ADD_SEALS, ALL_SEALS);
    }

    @Override
    public void close() {
        kernel.close(number);
    }
}
