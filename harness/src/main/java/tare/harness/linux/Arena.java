package tare.harness.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A block of native memory that is filled from its start: strings, structures and room for results
 * that system calls point to. Zeroed, 8-byte aligned, freed as a whole.
 *
 * @see Kernel#arena
 */
public final class Arena implements AutoCloseable {

    private @Nullable Memory memory;
    private final @Nullable SpareBlocks home;
    private final long size;
    private final long address;
    private long used;

    /**
     * @param bytes size of the block; it does not grow
     */
    public Arena(long bytes) {
        this(new Memory(bytes), bytes, null);
    }

    /**
     * @param block at least so long
     * @param home where it goes back to; null if it is freed
     */
    Arena(Memory block, long bytes, @Nullable SpareBlocks home) {
        block.clear();
        this.memory = block;
        this.home = home;
        size = bytes;
        address = Pointer.nativeValue(block);
    }

    private Memory block() {
        Memory block = memory;
        if (block == null) {
            throw new IllegalStateException("the native block is closed");
        }
        return block;
    }

    /**
     * Room for so many zero bytes; returns its address.
     *
     * @throws IllegalStateException if the block is full
     */
    public long reserve(long bytes) {
        long start = (used + 7) & ~7L;
        if (bytes < 0 || start + bytes > size) {
            throw new IllegalStateException("native block of " + size + " bytes is too small");
        }
        used = start + bytes;
        return address + start;
    }

    /** A copy of the bytes; returns its address. */
    public long bytes(byte... bytes) {
        long start = reserve(bytes.length);
        block().write(start - address, bytes, 0, bytes.length);
        return start;
    }

    /** A zero-terminated copy in UTF-8; returns its address. */
    public long text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        long start = reserve(encoded.length + 1L);
        block().write(start - address, encoded, 0, encoded.length);
        return start;
    }

    /** The words one after the other; returns the address of the first. */
    public long words(long... words) {
        long start = reserve(8L * words.length);
        block().write(start - address, words, 0, words.length);
        return start;
    }

    /** The 32-bit number at an address of this block. */
    public int intAt(long at) {
        return block().getInt(at - address);
    }

    /** The 64-bit number at an address of this block. */
    public long longAt(long at) {
        return block().getLong(at - address);
    }

    /** A copy of bytes of this block. */
    public byte[] bytesAt(long at, int count) {
        return block().getByteArray(at - address, count);
    }

    /** Writes bytes at an address of this block. */
    public void put(long at, byte[] from, int offset, int count) {
        block().write(at - address, from, offset, count);
    }

    /** Copies bytes of this block to an array. */
    public void copy(long at, byte[] to, int offset, int count) {
        block().read(at - address, to, offset, count);
    }

    /** Writes a 32-bit number at an address of this block. */
    public void putInt(long at, int value) {
        block().setInt(at - address, value);
    }

    /** Writes a 64-bit number at an address of this block. */
    public void putLong(long at, long value) {
        block().setLong(at - address, value);
    }

    /** Gives the memory back; addresses of this block are dead from here on. Idempotent. */
    @Override
    public void close() {
        Memory block = memory;
        memory = null;
        if (block == null) {
            return;
        }
        if (home == null) {
            block.close();
        } else {
            home.give(block);
        }
    }
}
