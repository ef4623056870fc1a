package tare.workloads.kernel;

import java.util.Locale;
import tare.workloads.built.BuiltFiles;

/**
 * The machine code of all {@link PayloadKernel}s, wrapped for one kind of place. From {@link
 * #kernelsOffset} to the end the bytes of all three are the same.
 *
 * <p>Arguments, in the registers that the C calling convention uses for the first five:
 *
 * <table>
 *   <caption>What the caller sets</caption>
 *   <tr><th>x86-64<th>aarch64<th>meaning
 *   <tr><td>rdi<td>x0<td>address whose stores leave the guest (MMIO); 0 where there is a system
 *   <tr><td>rsi<td>x1<td>{@link KernelRequest#number}, but {@link KernelRequest#DISCARD}
 *   <tr><td>rdx<td>x2<td>address of the buffer, at a page's beginning
 *   <tr><td>rcx<td>x3<td>bytes of it
 *   <tr><td>r8<td>x4<td>turns
 * </table>
 */
public enum KernelCode {
    /** A C function of the host's: {@code long run(long, long, void *, long, long)}. */
    HOST,

    /**
     * For bare guests, ring 3 or EL1: stores {@link #DONE_BYTE} when the kernel is done, then
     * {@link #PING_BYTE} for ever; the exit kernel stores {@link #EXIT_BYTE} in each turn.
     */
    GUEST,

    /**
     * A static ELF image that is started in the place of the probe, writes {@code R}, answers the
     * first byte by {@code P}, then each {@link KernelRequest#line} by {@link #ANSWER}. The source,
     * {@code kernel_program-x86_64.S}, has the whole contract and the system calls it makes.
     */
    PROGRAM;

    /** What a guest stores when a kernel is done. */
    public static final byte DONE_BYTE = 'R';

    /** What a guest stores at every entry after that. */
    public static final byte PING_BYTE = 'P';

    /** What the exit kernel stores in each turn in a guest. */
    public static final byte EXIT_BYTE = 'E';

    /** What the program answers to each request; in no request, should a terminal echo it. */
    public static final byte ANSWER = 'D';

    private static final BuiltFiles FILES =
            new BuiltFiles(KernelCode.class, "payload kernels", ".bin");

    private static final int LINE_BYTES = 64;

    /**
     * The code for one architecture.
     *
     * @param architecture {@code x86_64} (also {@code amd64}) or {@code aarch64}
     * @return a fresh copy, below 2 KiB
     * @throws IllegalArgumentException if there is none for that architecture
     */
    public byte[] bytes(String architecture) {
        return FILES.bytes(file(), architecture);
    }

    /**
     * The code for the machine this runs on, by {@code os.arch}.
     *
     * @throws IllegalArgumentException if there is none for this machine
     */
    public byte[] bytesForThisMachine() {
        return FILES.bytesForThisMachine(file());
    }

    private String file() {
        return "kernel_" + name().toLowerCase(Locale.ROOT);
    }

    /** Where the kernels begin, in the same cache line's place everywhere. */
    public int kernelsOffset(String architecture) {
        int shared = HOST.bytes(architecture).length - LINE_BYTES;
        return bytes(architecture).length - shared;
    }
}
