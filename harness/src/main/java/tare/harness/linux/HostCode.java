package tare.harness.linux;

import com.sun.jna.Function;
import com.sun.jna.Pointer;

/**
 * Machine code that is called like a C function on the calling thread. Written through a sealed
 * memfd and mapped read-execute, so that no page is ever writable and executable.
 */
public final class HostCode implements AutoCloseable {

    private static final int PROT_READ_EXEC = 1 | 4;
    private static final int MAP_PRIVATE = 2;

    private final Kernel kernel;
    private final long address;
    private final long sizeBytes;
    private final Function function;
    private boolean mapped = true;

    /**
     * Maps the code.
     *
     * @param code position-independent, its first byte the first instruction; keeps to the C
     *     calling convention
     * @throws NativeException if the kernel refuses
     */
    public HostCode(Kernel kernel, byte[] code) {
        this.kernel = kernel;
        sizeBytes = code.length;
        try (Memfd file = Memfd.sealed(kernel, "tare-code", code)) {
            address =
                    kernel.call(
                            Syscall.MMAP,
                            0,
                            sizeBytes,
                            PROT_READ_EXEC,
                            MAP_PRIVATE,
                            file.number(),
                            0);
        }
        function = Function.getFunction(new Pointer(address));
    }

    /**
     * Calls the code; takes some microseconds besides.
     *
     * @param arguments as many as it reads, five at most
     * @return what it returns
     */
    public long call(Long... arguments) {
        if (!mapped) {
            throw new IllegalStateException("the code is unmapped");
        }
        return function.invokeLong(arguments);
    }

    /** Unmaps the code; idempotent. */
    @Override
    public void close() {
        if (mapped) {
            mapped = false;
            kernel.call(Syscall.MUNMAP, address, sizeBytes);
        }
    }
}
