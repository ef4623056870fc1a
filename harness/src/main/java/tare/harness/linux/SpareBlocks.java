package tare.harness.linux;

import com.sun.jna.Memory;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Small blocks of native memory that are handed out again: malloc with JNA's book-keeping takes
 * longer than most of the calls that such a block is for. The lock is hardly ever waited for: a
 * kernel's callers are one thread, and at times one beside it.
 */
final class SpareBlocks {

    /** Room for the arguments and results of one call, or a path. */
    static final int BLOCK_BYTES = 256;

    /** So many are kept: more than a few launches have at the same time. */
    private static final int MOST_SPARE = 32;

    private final Deque<Memory> spare = new ArrayDeque<>();

    /** A block that may have been used before. */
    Memory take() {
        synchronized (spare) {
            Memory block = spare.pollFirst();
            if (block != null) {
                return block;
            }
        }
        return new Memory(BLOCK_BYTES);
    }

    /** Takes one back. */
    void give(Memory block) {
        synchronized (spare) {
            if (spare.size() < MOST_SPARE) {
                spare.addFirst(block);
                return;
            }
        }
        block.close();
    }
}
