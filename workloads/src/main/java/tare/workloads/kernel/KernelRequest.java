package tare.workloads.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;

/**
 * What a place that runs payload kernels is asked for.
 *
 * @param number of the kernel, or {@link #CHAIN} or {@link #DISCARD}
 * @param bytes of the buffer that are used: whole pages, one at least
 * @param turns 0 for an empty run, which does all but the kernel's own work; at most {@link
 *     #MOST_TURNS}
 */
public record KernelRequest(int number, long bytes, long turns) {

    /** Of the buffer's size. */
    public static final int PAGE_BYTES = 4096;

    /** Largest buffer that any place has. */
    public static final long MOST_BYTES = 64L << 20;

    /** As many as twelve digits of base 16 can say. */
    public static final long MOST_TURNS = (1L << 48) - 1;

    /** Links the buffer's lines to a random cycle. */
    public static final int CHAIN = 6;

    /** Gives the buffer's pages back. No machine code: each place does it by its own means. */
    public static final int DISCARD = 7;

    public KernelRequest {
        if (number < 0 || number > DISCARD) {
            throw new IllegalArgumentException("kernel " + number);
        }
        if (bytes < PAGE_BYTES || bytes > MOST_BYTES || bytes % PAGE_BYTES != 0) {
            throw new IllegalArgumentException("a buffer of " + bytes + " bytes");
        }
        if (turns < 0 || turns > MOST_TURNS) {
            throw new IllegalArgumentException(turns + " turns");
        }
    }

    /** A run of a kernel. */
    public static KernelRequest run(PayloadKernel kernel, long bytes, long turns) {
        return new KernelRequest(kernel.number(), bytes, turns);
    }

    /** What lays the random cycle. */
    public static KernelRequest chain(long bytes) {
        return new KernelRequest(CHAIN, bytes, 1);
    }

    /** What writes to every page. */
    public static KernelRequest fill(long bytes) {
        return run(PayloadKernel.PAGE_TOUCH, bytes, bytes / PAGE_BYTES);
    }

    /** What gives every page back. */
    public static KernelRequest discard(long bytes) {
        return new KernelRequest(DISCARD, bytes, 1);
    }

    /** The request as the program reads it: 22 bytes of text, the last a newline. */
    public byte[] line() {
        return String.format(Locale.ROOT, "%x%08x%012x\n", number, bytes, turns).getBytes(US_ASCII);
    }
}
