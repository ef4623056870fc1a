package tare.workloads.kernel;

import tare.workloads.built.BuiltFiles;

/**
 * What a bare guest runs that is frozen and forked: code like {@link GuestPayload}'s, of x86-64
 * alone, that does what its registers ask for and acts by a store of eight bytes. The source,
 * {@code fork-x86_64.S}, says which register means what.
 */
public final class ForkPayload {

    private static final BuiltFiles FILES =
            new BuiltFiles(ForkPayload.class, "code of forks", ".bin");

    /** Two to the 64 by the golden ratio, odd: what word i of the pattern is (i + 1) times. */
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private ForkPayload() {}

    /** The code, a fresh copy. */
    public static byte[] bytes() {
        return FILES.bytes("fork", "x86_64");
    }

    /** Word i, from 0, of the pattern that the code writes. */
    public static long word(long i) {
        return (i + 1) * GOLDEN;
    }

    /** The checksum with one more word. */
    public static long plus(long checksum, long word) {
        return Long.rotateLeft(checksum, 1) + word;
    }

    /** The checksum of so many words of the pattern: what the code must come to. */
    public static long checksum(long words) {
        long sum = 0;
        long word = 0;
        for (long i = 0; i < words; i++) {
            word += GOLDEN;
            sum = plus(sum, word);
        }
        return sum;
    }
}
