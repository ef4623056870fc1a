package tare.harness.linux;

import java.util.BitSet;

/**
 * A set of CPUs.
 *
 * @param cpus numbers as in /sys/devices/system/cpu
 */
public record CpuSet(BitSet cpus) {

    /** The kernel's own limit is 8,192 (NR_CPUS). */
    private static final int LIMIT = 8_192;

    private static final int WORD_BYTES = 8;

    public CpuSet {
        cpus = (BitSet) cpus.clone();
    }

    @Override
    public BitSet cpus() {
        return (BitSet) cpus.clone();
    }

    /**
     * Reads a list in the kernel's form, for example {@code 0-3,5}.
     *
     * @throws IllegalArgumentException if it is none, or empty
     */
    public static CpuSet parse(String list) {
        BitSet cpus = new BitSet();
        for (String range : list.strip().split(",", -1)) {
            String[] ends = range.split("-", 2);
            int first = number(ends[0], list);
            int last = number(ends[ends.length - 1], list);
            if (last < first) {
                throw new IllegalArgumentException("CPU list: " + list);
            }
            cpus.set(first, last + 1);
        }
        return new CpuSet(cpus);
    }

    /** The bits as sched_setaffinity takes them: whole words of 64. */
    public byte[] mask() {
        long[] words = cpus.toLongArray();
        byte[] bytes = new byte[words.length * WORD_BYTES];
        java.nio.ByteBuffer.wrap(bytes)
                .order(java.nio.ByteOrder.nativeOrder())
                .asLongBuffer()
                .put(words);
        return bytes;
    }

    private static int number(String text, String list) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) >= LIMIT) {
            throw new IllegalArgumentException("CPU list: " + list);
        }
        return Integer.parseInt(text);
    }
}
