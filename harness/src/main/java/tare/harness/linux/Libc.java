package tare.harness.linux;

import com.sun.jna.Native;

/**
 * The raw layer: the few functions of the C library that Tare calls, by direct mapping. Everything
 * else goes through {@link #syscall}, by number. Callers use {@link Kernel}, which checks results.
 */
final class Libc {

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    /** {@code long syscall(long number, ...)}: -1 and errno on failure. */
    static native long syscall(long number, long a0, long a1, long a2, long a3, long a4, long a5);
}
