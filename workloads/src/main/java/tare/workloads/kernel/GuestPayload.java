package tare.workloads.kernel;

import java.util.Locale;
import tare.workloads.built.BuiltFiles;

/**
 * Position-independent code for a bare guest: no stack, no data, no privilege needed; the first
 * byte is the first instruction. The sources, {@code <payload>-<architecture>.S}, lie beside the
 * bytes.
 *
 * <p>Arguments, in the registers that the C calling convention uses for the first three:
 *
 * <table>
 *   <caption>What the caller sets</caption>
 *   <tr><th>x86-64 (ring 3)<th>aarch64 (EL1)<th>meaning
 *   <tr><td>rdi<td>x0<td>address whose stores leave the guest (MMIO), as the guest sees it
 *   <tr><td>rsi<td>x1<td>{@link #READY}: ticks of the TSC or CNTVCT to spin first; 0: none
 *   <tr><td>rdx<td>x2<td>{@link #LOOP}: turns, unsigned; 0: none
 * </table>
 *
 * <p>No other register is read; of the others x86-64 changes rax and rcx, aarch64 x3 to x5. Every
 * store is of one byte. After a store the code goes on when the guest is entered again.
 */
public enum GuestPayload {
    /**
     * Spins, stores {@link #READY_BYTE}, then stores {@link #PING_BYTE} for ever: each later entry
     * is one ping.
     */
    READY,

    /** Turns a loop of two instructions, then stores {@link #READY_BYTE} for ever. */
    LOOP,

    /**
     * {@link #LOOP} as a C function of the host that returns instead of storing: {@code void
     * loop(void *unused, long unused, long turns)}. Up to the end of the loop its bytes are those
     * of {@link #LOOP}. Not for guests.
     */
    LOOP_HOST;

    /** What a guest stores once it acts. */
    public static final byte READY_BYTE = 'R';

    /** What a guest stores at every later entry. */
    public static final byte PING_BYTE = 'P';

    private static final BuiltFiles FILES =
            new BuiltFiles(GuestPayload.class, "guest code", ".bin");

    /**
     * The code for one architecture.
     *
     * @param architecture {@code x86_64} (also {@code amd64}) or {@code aarch64}
     * @return a fresh copy, at most 64 bytes
     * @throws IllegalArgumentException if there is none for that architecture
     */
    public byte[] bytes(String architecture) {
        return FILES.bytes(name().toLowerCase(Locale.ROOT), architecture);
    }

    /**
     * The code for the machine this runs on, by {@code os.arch}.
     *
     * @throws IllegalArgumentException if there is none for this machine
     */
    public byte[] bytesForThisMachine() {
        return FILES.bytesForThisMachine(name().toLowerCase(Locale.ROOT));
    }
}
