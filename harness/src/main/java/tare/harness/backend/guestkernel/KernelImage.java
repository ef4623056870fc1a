package tare.harness.backend.guestkernel;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lzma.LZMACompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import tare.harness.backend.LaunchException;

/**
 * A kernel's file: an ELF file, or an image for x86 with the ELF file packed in it. Offsets are of
 * the kernel's {@code Documentation/arch/x86/boot.rst}.
 */
final class KernelImage {

    private static final String STEP = "read the kernel";

    /** The largest file that counts as a kernel, packed or not. */
    private static final long LARGEST_BYTES = 1L << 30;

    private static final int SETUP_SECTORS = 0x1f1;
    private static final int HEADER_MAGIC = 0x202;
    private static final int VERSION = 0x206;
    private static final int PAYLOAD_OFFSET = 0x248;
    private static final int PAYLOAD_LENGTH = 0x24c;
    private static final int HEADER_END = 0x250;
    private static final int SECTOR_BYTES = 512;

    /** "HdrS". */
    private static final int HDRS = 0x53726448;

    /** "\177ELF". */
    private static final int ELF = 0x464c457f;

    /** The first protocol that tells where the payload lies. */
    private static final int PAYLOAD_VERSION = 0x208;

    private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
    private static final byte[] GZIP = {0x1f, (byte) 0x8b, 8};
    private static final byte[] BZIP2 = {'B', 'Z', 'h'};
    private static final byte[] LZMA = {0x5d, 0, 0};
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final byte[] LZ4 = {2, 0x21, 0x4c, 0x18};

    private static final int MAGIC_BYTES = 6;
    private static final int SIZE_BYTES = 4;

    private final Path file;
    private final boolean isElf;

    private KernelImage(Path file, boolean isElf) {
        this.file = file;
        this.isElf = isElf;
    }

    /**
     * Reads its head.
     *
     * @throws LaunchException if it cannot be read, or is no kernel
     */
    static KernelImage read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw wrong(file, Files.exists(file) ? "it is no file" : "there is no such file");
            }
            long size = Files.size(file);
            if (size > LARGEST_BYTES) {
                throw wrong(file, "it has " + size + " bytes: no kernel is so large");
            }
            ByteBuffer head = head(file);
            if (head.remaining() >= 4 && head.getInt(0) == ELF) {
                return new KernelImage(file, true);
            }
            if (head.remaining() < HEADER_END || head.getInt(HEADER_MAGIC) != HDRS) {
                throw wrong(file, "it is neither an ELF file nor an image with a boot header");
            }
            return new KernelImage(file, false);
        } catch (IOException e) {
            throw new LaunchException(
                    STEP, "cannot read " + file + ": " + e.getMessage(), "ls -l " + file, e);
        }
    }

    boolean isElf() {
        return isElf;
    }

    /**
     * Unpacks the ELF file in the image.
     *
     * @param target is written anew
     * @throws LaunchException if the image is damaged, or packed in a way that is not known here
     * @throws IOException if the target cannot be written
     */
    void unpack(Path target) throws IOException {
        byte[] payload = payload();
        int end = payload.length - SIZE_BYTES;
        long length =
                ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getInt(end) & 0xffffffffL;
        if (length > LARGEST_BYTES) {
            throw wrong(file, "it unpacks to " + length + " bytes: no kernel is so large");
        }
        try (InputStream stream = open(payload, end, length);
                OutputStream out = Files.newOutputStream(target)) {
            long unpacked = Unpacking.copy(stream, out, length, this::damaged);
            if (unpacked != length) {
                throw damaged(new IOException("it unpacks to " + unpacked + " bytes of " + length));
            }
        }
        ByteBuffer start = head(target);
        if (start.remaining() < 4 || start.getInt(0) != ELF) {
            throw wrong(file, "what is packed in it is no ELF file");
        }
    }

    private LaunchException damaged(Exception e) {
        return new LaunchException(
                STEP,
                file + " is damaged: " + e.getMessage(),
                "tare setup qemu unpacks a new one; or give another with --kernel",
                e);
    }

    /** The payload, which ends with its unpacked size. */
    private byte[] payload() {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER_END).order(ByteOrder.LITTLE_ENDIAN);
            fill(channel, header, 0);
            int version = header.getShort(VERSION) & 0xffff;
            if (version < PAYLOAD_VERSION) {
                throw wrong(file, "its boot protocol is older than 2.08: Linux 2.6.26 has it");
            }
            int sectors = header.get(SETUP_SECTORS) & 0xff;
            // Zero stands for four, for very old boot loaders.
            long start = ((sectors == 0 ? 4 : sectors) + 1L) * SECTOR_BYTES;
            long from = start + (header.getInt(PAYLOAD_OFFSET) & 0xffffffffL);
            long to = from + (header.getInt(PAYLOAD_LENGTH) & 0xffffffffL);
            if (from >= to || to > channel.size() || to - from > LARGEST_BYTES) {
                throw wrong(
                        file,
                        "its payload ends at byte " + to + " of " + channel.size() + ": cut short");
            }
            if (to - from < MAGIC_BYTES + SIZE_BYTES) {
                throw wrong(file, "its payload has " + (to - from) + " bytes");
            }
            ByteBuffer payload = ByteBuffer.allocate((int) (to - from));
            fill(channel, payload, from);
            return payload.array();
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private static void fill(FileChannel channel, ByteBuffer buffer, long from) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException("it has been cut short");
            }
        }
    }

    private InputStream open(byte[] payload, int end, long length) {
        InputStream packed = new ByteArrayInputStream(payload, 0, end);
        try {
            if (starts(payload, LZ4)) {
                return new LegacyLz4(payload, length);
            }
            if (starts(payload, XZ)) {
                return XZCompressorInputStream.builder()
                        .setInputStream(packed)
                        .setMemoryLimitKiB(memoryKibibytes())
                        .get();
            }
            if (starts(payload, GZIP)) {
                return new GZIPInputStream(packed);
            }
            if (starts(payload, BZIP2)) {
                return new BZip2CompressorInputStream(packed);
            }
            if (starts(payload, LZMA)) {
                return LZMACompressorInputStream.builder()
                        .setInputStream(packed)
                        .setMemoryLimitKiB(memoryKibibytes())
                        .get();
            }
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
        throw new LaunchException(
                STEP,
                file
                        + " is packed by "
                        + (starts(payload, ZSTD) ? "zstd" : "an unknown way")
                        + ", which Tare does not unpack",
                "give the unpacked vmlinux with --kernel (the kernel's scripts/extract-vmlinux)",
                null);
    }

    /** What a dictionary may take: a damaged one asks for gigabytes. */
    private static int memoryKibibytes() {
        return Math.toIntExact(Math.min(1 << 20, Runtime.getRuntime().maxMemory() / 2 / 1024));
    }

    private static boolean starts(byte[] payload, byte[] magic) {
        return payload.length > magic.length
                && Arrays.equals(magic, Arrays.copyOf(payload, magic.length));
    }

    private static ByteBuffer head(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return ByteBuffer.wrap(stream.readNBytes(HEADER_END)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private static LaunchException wrong(Path file, String why) {
        return new LaunchException(
                STEP,
                file + " is no kernel that a guest can boot: " + why,
                "give a vmlinuz or a vmlinux with --kernel, or none: then tare setup qemu",
                null);
    }
}
