package tare.harness.linux;

import com.sun.jna.Pointer;

/**
 * Pages of this process that {@code mmap} made, with typed access in the machine's byte order. Used
 * by one thread at a time; offsets are checked.
 */
public final class Mapping implements AutoCloseable {

    /** PROT_READ | PROT_WRITE of {@code include/uapi/asm-generic/mman-common.h}. */
    private static final int READ_WRITE = 1 | 2;

    private static final int MAP_SHARED = 1;

    /** MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE. */
    private static final int PRIVATE_ZEROES = 2 | 0x20 | 0x4000;

    /** MAP_PRIVATE | MAP_NORESERVE. */
    private static final int PRIVATE = 2 | 0x4000;

    private static final int MADV_DONTNEED = 4;
    private static final int MADV_NOHUGEPAGE = 15;

    private final Kernel kernel;
    private final Pointer pages;
    private final long address;
    private final long sizeBytes;
    private boolean mapped = true;

    private Mapping(Kernel kernel, long address, long sizeBytes) {
        this.kernel = kernel;
        this.address = address;
        this.sizeBytes = sizeBytes;
        // Not a direct buffer: making one takes longer than the few accesses of a launch.
        pages = new Pointer(address);
    }

    /**
     * Private zero pages that cost memory only once touched, one small page at a time: a huge page
     * would give a guest that touches two pages a memory of 2 MiB.
     *
     * @param sizeBytes a multiple of the page size
     */
    public static Mapping zeroes(Kernel kernel, long sizeBytes) {
        long at = kernel.call(Syscall.MMAP, 0, sizeBytes, READ_WRITE, PRIVATE_ZEROES, -1, 0);
        // Refused only by kernels that have no huge pages to avoid.
        long refused = kernel.attempt(Syscall.MADVISE, at, sizeBytes, MADV_NOHUGEPAGE);
        if (refused != 0 && refused != -Errno.EINVAL.number()) {
            kernel.call(Syscall.MUNMAP, at, sizeBytes);
            throw new NativeException("madvise", (int) -refused);
        }
        return new Mapping(kernel, at, sizeBytes);
    }

    /**
     * A shared view of a descriptor from its start.
     *
     * @param sizeBytes a multiple of the page size
     */
    public static Mapping shared(Kernel kernel, long descriptor, long sizeBytes) {
        long at = kernel.call(Syscall.MMAP, 0, sizeBytes, READ_WRITE, MAP_SHARED, descriptor, 0);
        return new Mapping(kernel, at, sizeBytes);
    }

    /**
     * A private view of a descriptor from its start: a page is the file's until it is written to,
     * and a copy of this view's own from then on.
     *
     * @param sizeBytes a multiple of the page size
     */
    public static Mapping copyOnWrite(Kernel kernel, long descriptor, long sizeBytes) {
        long at = kernel.call(Syscall.MMAP, 0, sizeBytes, READ_WRITE, PRIVATE, descriptor, 0);
        return new Mapping(kernel, at, sizeBytes);
    }

    /** Drops what was written: pages are again the file's, or zeroes where there is none. */
    public void discard() {
        if (!mapped) {
            throw new IllegalStateException("the pages are unmapped");
        }
        kernel.call(Syscall.MADVISE, address, sizeBytes, MADV_DONTNEED);
    }

    /**
     * The same for a part.
     *
     * @param offset of the part, a multiple of the page size as its length is
     */
    public void discard(long offset, long bytes) {
        at(offset, bytes);
        kernel.call(Syscall.MADVISE, address + offset, bytes, MADV_DONTNEED);
    }

    /** The address of the first byte, for system calls; dead after {@link #close}. */
    public long address() {
        return address;
    }

    public long sizeBytes() {
        return sizeBytes;
    }

    public byte byteAt(long offset) {
        return at(offset, Byte.BYTES).getByte(offset);
    }

    public int intAt(long offset) {
        return at(offset, Integer.BYTES).getInt(offset);
    }

    public long longAt(long offset) {
        return at(offset, Long.BYTES).getLong(offset);
    }

    public void putByte(long offset, byte value) {
        at(offset, Byte.BYTES).setByte(offset, value);
    }

    /** Copies the bytes to an offset. */
    public void write(long offset, byte[] source) {
        at(offset, source.length).write(offset, source, 0, source.length);
    }

    private Pointer at(long offset, long width) {
        if (!mapped) {
            throw new IllegalStateException("the pages are unmapped");
        }
        if (offset < 0 || offset > sizeBytes - width) {
            throw new IndexOutOfBoundsException("offset " + offset + " of " + sizeBytes);
        }
        return pages;
    }

    /** Unmaps the pages; idempotent. */
    @Override
    public void close() {
        if (mapped) {
            mapped = false;
            kernel.call(Syscall.MUNMAP, address, sizeBytes);
        }
    }
}
