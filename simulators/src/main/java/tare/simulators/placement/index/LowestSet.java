package tare.simulators.placement.index;

import java.util.Arrays;

/**
 * A set of small numbers that knows its lowest: bits, and for each 64 of them a bit above that says
 * whether there are any. Constant time for what fits an int: six levels at the most.
 */
final class LowestSet {

    static final int NONE = -1;

    private static final int SHIFT = 6;

    private final long[][] levels;

    /** The numbers 0 to {@code size - 1}, none of them in it. */
    LowestSet(int size) {
        int depth = 1;
        for (long span = 1L << SHIFT; span < size; span <<= SHIFT) {
            depth++;
        }
        levels = new long[depth][];
        int bits = Math.max(1, size);
        for (int level = 0; level < depth; level++) {
            bits = ((bits - 1) >> SHIFT) + 1;
            levels[level] = new long[bits];
        }
    }

    /** The numbers 0 to {@code size - 1}, all of them in it. */
    static LowestSet full(int size) {
        LowestSet set = new LowestSet(size);
        int bits = size;
        for (long[] level : set.levels) {
            int words = bits >> SHIFT;
            Arrays.fill(level, 0, words, -1L);
            if (words << SHIFT < bits) {
                level[words] = (1L << bits) - 1;
            }
            bits = bits == 0 ? 0 : ((bits - 1) >> SHIFT) + 1;
        }
        return set;
    }

    void add(int number) {
        int at = number;
        for (long[] level : levels) {
            level[at >> SHIFT] |= 1L << at;
            at >>= SHIFT;
        }
    }

    void remove(int number) {
        int at = number;
        for (long[] level : levels) {
            level[at >> SHIFT] &= ~(1L << at);
            if (level[at >> SHIFT] != 0) {
                return;
            }
            at >>= SHIFT;
        }
    }

    boolean contains(int number) {
        return (levels[0][number >> SHIFT] & 1L << number) != 0;
    }

    /** The lowest number in it, or {@link #NONE}. */
    int lowest() {
        return from(0);
    }

    /** The lowest number in it that is at least this, or {@link #NONE}. */
    int from(int number) {
        int at = number;
        for (int level = 0; level < levels.length; level++) {
            int word = at >> SHIFT;
            if (word >= levels[level].length) {
                return NONE;
            }
            long rest = levels[level][word] & (-1L << at);
            if (rest != 0) {
                return down(level, (word << SHIFT) + Long.numberOfTrailingZeros(rest));
            }
            at = word + 1;
        }
        return NONE;
    }

    private int down(int from, int bit) {
        int at = bit;
        for (int level = from - 1; level >= 0; level--) {
            at = (at << SHIFT) + Long.numberOfTrailingZeros(levels[level][at]);
        }
        return at;
    }
}
