package tare.harness.backend.initramfs;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an ELF file (64 bits, little-endian) asks its loader for. Numbers and offsets are of the
 * System V ABI, chapters "ELF header", "Program header" and "Dynamic section".
 *
 * @param interpreter the loader's path; empty for static programs and libraries
 * @param needed names of libraries, in the file's order
 */
record DynamicSection(Optional<String> interpreter, List<String> needed) {

    private static final int ELF = 0x464c457f;
    private static final int BITS_64_LITTLE_ENDIAN = 0x0102;

    private static final int HEADER_BYTES = 64;
    private static final int PROGRAM_HEADER_BYTES = 56;
    private static final int ENTRY_BYTES = 16;

    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_INTERP = 3;

    private static final int DT_NULL = 0;
    private static final int DT_NEEDED = 1;
    private static final int DT_STRTAB = 5;
    private static final int DT_STRSZ = 10;

    /** No part that is read here has more in a file that is whole. */
    private static final long MOST_BYTES = 64L << 20;

    /** Where a part lies in the file, and from where it is addressed. */
    private record Segment(int type, long offset, long address, long bytes) {}

    DynamicSection {
        needed = List.copyOf(needed);
    }

    /**
     * Reads a file's.
     *
     * @throws IOException if it cannot be read, is no such file, or is cut off, with its name
     */
    static DynamicSection read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            List<Segment> segments = segments(channel);
            Optional<String> interpreter = Optional.empty();
            List<String> needed = List.of();
            for (Segment segment : segments) {
                if (segment.type() == PT_INTERP) {
                    interpreter =
                            Optional.of(text(part(channel, segment.offset(), segment.bytes()), 0));
                } else if (segment.type() == PT_DYNAMIC) {
                    needed = needed(channel, segment, segments);
                }
            }
            return new DynamicSection(interpreter, needed);
        } catch (EOFException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        } catch (NotElfException e) {
            throw new IOException(file + " is no program of 64 bits", e);
        }
    }

    private static final class NotElfException extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static List<Segment> segments(FileChannel channel) throws IOException {
        if (channel.size() < HEADER_BYTES) {
            throw new NotElfException();
        }
        ByteBuffer header = part(channel, 0, HEADER_BYTES);
        if (header.getInt(0) != ELF || header.getShort(4) != BITS_64_LITTLE_ENDIAN) {
            throw new NotElfException();
        }
        int count = Short.toUnsignedInt(header.getShort(56));
        ByteBuffer table = part(channel, header.getLong(32), (long) count * PROGRAM_HEADER_BYTES);
        List<Segment> segments = new ArrayList<>();
        for (int at = 0; at < count * PROGRAM_HEADER_BYTES; at += PROGRAM_HEADER_BYTES) {
            segments.add(
                    new Segment(
                            table.getInt(at),
                            table.getLong(at + 8),
                            table.getLong(at + 16),
                            table.getLong(at + 32)));
        }
        return segments;
    }

    private static List<String> needed(FileChannel channel, Segment dynamic, List<Segment> segments)
            throws IOException {
        ByteBuffer entries = part(channel, dynamic.offset(), dynamic.bytes());
        List<Long> names = new ArrayList<>();
        long table = 0;
        long tableBytes = 0;
        for (int at = 0; at + ENTRY_BYTES <= entries.limit(); at += ENTRY_BYTES) {
            long value = entries.getLong(at + 8);
            switch ((int) entries.getLong(at)) {
                case DT_NULL -> at = entries.limit();
                case DT_NEEDED -> names.add(value);
                case DT_STRTAB -> table = value;
                case DT_STRSZ -> tableBytes = value;
                default -> {
                    // Of no concern to who looks for files.
                }
            }
        }
        if (names.isEmpty()) {
            return List.of();
        }
        ByteBuffer texts = part(channel, offset(table, segments), tableBytes);
        List<String> needed = new ArrayList<>();
        for (long name : names) {
            needed.add(text(texts, name));
        }
        return needed;
    }

    /** Where in the file an address is. */
    private static long offset(long address, List<Segment> segments) throws IOException {
        for (Segment segment : segments) {
            long within = address - segment.address();
            if (segment.type() == PT_LOAD && within >= 0 && within < segment.bytes()) {
                return segment.offset() + within;
            }
        }
        throw new EOFException("an address is in no segment");
    }

    private static ByteBuffer part(FileChannel channel, long offset, long bytes)
            throws IOException {
        if (offset < 0 || bytes < 0 || bytes > MOST_BYTES || offset > channel.size() - bytes) {
            throw new EOFException("it ends before " + bytes + " bytes at " + offset);
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("it became shorter while it was read");
            }
        }
        return buffer.flip();
    }

    /** Up to the zero byte that ends it. */
    private static String text(ByteBuffer texts, long from) throws IOException {
        StringBuilder text = new StringBuilder();
        for (long at = from; at >= 0 && at < texts.limit(); at++) {
            byte octet = texts.get((int) at);
            if (octet == 0) {
                return text.toString();
            }
            text.append((char) (octet & 0xff));
        }
        throw new EOFException("a text without an end at " + from);
    }
}
