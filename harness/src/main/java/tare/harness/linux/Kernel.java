package tare.harness.linux;

import com.sun.jna.Native;

/**
 * Checked system calls: a failure is an exception that names the call, and no result is ignored.
 */
public final class Kernel {

    private static final int EINTR = Errno.EINTR.number();

    private final SpareBlocks spare = new SpareBlocks();

    /**
     * Native memory for arguments and results. Small ones are of blocks that were used before,
     * which pays where this object is kept: see {@link SpareBlocks}.
     *
     * @param bytes size of the block; it does not grow
     */
    public Arena arena(long bytes) {
        return bytes <= SpareBlocks.BLOCK_BYTES
                ? new Arena(spare.take(), bytes, spare)
                : new Arena(bytes);
    }

    /**
     * Calls and returns the result.
     *
     * @throws NativeException if the call fails with anything but EINTR, on which it is made again
     */
    public long call(Syscall call, long... arguments) {
        while (true) {
            long result = attempt(call, arguments);
            if (result >= 0) {
                return result;
            }
            if (result != -EINTR) {
                throw new NativeException(call.manualName(), (int) -result);
            }
        }
    }

    /** Calls once and returns the result, or the negative error number. */
    public long attempt(Syscall call, long... arguments) {
        long[] a = arguments.length == 6 ? arguments : java.util.Arrays.copyOf(arguments, 6);
        long result = Libc.syscall(call.number(), a[0], a[1], a[2], a[3], a[4], a[5]);
        return result == -1 ? -Native.getLastError() : result;
    }

    /**
     * Closes a descriptor. After EINTR it is closed too: a second attempt could hit a descriptor
     * that another thread has just been given.
     */
    public void close(long descriptor) {
        long result = attempt(Syscall.CLOSE, descriptor);
        if (result < 0 && result != -EINTR) {
            throw new NativeException("close", (int) -result);
        }
    }
}
