package tare.workloads.kernel;

import java.util.Locale;

/**
 * The payload kernels: the same machine code in every place, so that what differs is the place. The
 * sources are {@code kernels-<architecture>.inc}; its number is the one there.
 */
public enum PayloadKernel {
    /** A multiplication and an addition that wait for those of the turn before: the bare core. */
    INTEGER_LOOP(0, false, Preparation.NONE),
    /**
     * A load from an address that the load before has found, over a random cycle of all of the
     * buffer's lines of 64 bytes: caches, TLB and, in guests, two levels of page tables.
     */
    DEPENDENT_LOADS(1, true, Preparation.CHAIN),
    /** Copies a line of 64 bytes from the buffer's first half to its second. */
    STREAMING(2, true, Preparation.FILL),
    /** Stores a word to a page that is not there yet: one page fault a turn. */
    PAGE_TOUCH(3, true, Preparation.DISCARD),
    /** Adds one to a word in the nearest cache, atomically. */
    ATOMIC_ADD(4, false, Preparation.NONE),
    /**
     * Leaves and comes back: getppid where there is a system to call, a store that ends the run of
     * a bare guest and its next entry.
     */
    EXIT(5, false, Preparation.NONE);

    /** What the buffer needs before a run. */
    public enum Preparation {
        NONE,
        /** Its lines linked to a random cycle, once. */
        CHAIN,
        /** All its pages written to, once: unwritten ones may all be the same page of zeroes. */
        FILL,
        /** Its pages given back, before each run. */
        DISCARD
    }

    private final int number;
    private final boolean sized;
    private final Preparation preparation;

    PayloadKernel(int number, boolean sized, Preparation preparation) {
        this.number = number;
        this.sized = sized;
        this.preparation = preparation;
    }

    /** The workload's name in cells, for example {@code kernel-integer-loop}. */
    public String workload() {
        return "kernel-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the machine code knows it by. */
    public int number() {
        return number;
    }

    /** Whether it matters how large the buffer is. */
    public boolean sized() {
        return sized;
    }

    /** What the buffer needs before a run. */
    public Preparation preparation() {
        return preparation;
    }

    /**
     * Most turns that one run means: a page faults but once.
     *
     * @param bytes of the buffer
     */
    public long mostTurns(long bytes) {
        return preparation == Preparation.DISCARD
                ? bytes / KernelRequest.PAGE_BYTES
                : KernelRequest.MOST_TURNS;
    }
}
