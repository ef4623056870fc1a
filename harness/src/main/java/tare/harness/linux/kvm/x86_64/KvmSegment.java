package tare.harness.linux.kvm.x86_64;

/**
 * {@code struct kvm_segment}: a segment as the processor holds it, with base 0 and present.
 *
 * @param limit last byte
 * @param wide 32-bit operands (D/B); 0 in a 64-bit code segment
 * @param ordinary code or data (S), not a system segment
 * @param longMode 64-bit code (L)
 * @param pages the limit counts pages (G)
 */
record KvmSegment(
        long limit,
        int selector,
        int type,
        int privilege,
        int wide,
        int ordinary,
        int longMode,
        int pages) {

    static final int SIZE = 24;
    static final int BASE = 0;
    static final int LIMIT = 8;
    static final int SELECTOR = 12;
    static final int TYPE = 14;
    static final int PRESENT = 15;
    static final int DPL = 16;
    static final int DB = 17;
    static final int S = 18;
    static final int L = 19;
    static final int G = 20;

    private static final long FLAT = 0xffffffffL;

    /** Execute, read, accessed. */
    private static final int CODE_TYPE = 11;

    /** Read, write, accessed. */
    private static final int DATA_TYPE = 3;

    private static final int BUSY_TASK_TYPE = 11;
    private static final int TASK_SELECTOR = 0x28;
    private static final long TASK_LIMIT = 0x67;

    static KvmSegment code(int selector, int privilege) {
        return new KvmSegment(FLAT, selector, CODE_TYPE, privilege, 0, 1, 1, 1);
    }

    static KvmSegment data(int selector, int privilege) {
        return new KvmSegment(FLAT, selector, DATA_TYPE, privilege, 1, 1, 0, 1);
    }

    static KvmSegment task() {
        return new KvmSegment(TASK_LIMIT, TASK_SELECTOR, BUSY_TASK_TYPE, 0, 0, 0, 0, 0);
    }

    /** Bytes 8 to 15. */
    long secondWord() {
        return limit
                | at(SELECTOR - LIMIT, selector)
                | at(TYPE - LIMIT, type)
                | at(PRESENT - LIMIT, 1);
    }

    /** Bytes 16 to 23. */
    long thirdWord() {
        return privilege
                | at(DB - DPL, wide)
                | at(S - DPL, ordinary)
                | at(L - DPL, longMode)
                | at(G - DPL, pages);
    }

    private static long at(int offset, long value) {
        return value << (Byte.SIZE * offset);
    }
}
