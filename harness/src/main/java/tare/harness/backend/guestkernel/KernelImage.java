package tare.harness.backend.guestkernel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
     * The ELF file packed in the image.
     *
     * @throws LaunchException if it is damaged, or packed in a way that is not known here
     */
    byte[] elf() {
        try {
            byte[] payload = payload(Files.readAllBytes(file));
            byte[] unpacked = unpack(payload);
            ByteBuffer start = ByteBuffer.wrap(unpacked).order(ByteOrder.LITTLE_ENDIAN);
            if (unpacked.length < 4 || start.getInt(0) != ELF) {
                throw wrong(file, "what is packed in it is no ELF file");
            }
            return unpacked;
        } catch (IOException | IllegalArgumentException e) {
            throw new LaunchException(
                    STEP,
                    file + " is damaged: " + e.getMessage(),
                    "tare setup qemu unpacks a new one; or give another with --kernel",
                    e);
        }
    }

    private byte[] payload(byte[] image) {
        ByteBuffer header = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        int version = header.getShort(VERSION) & 0xffff;
        if (version < PAYLOAD_VERSION) {
            throw wrong(file, "its boot protocol is older than 2.08: Linux 2.6.26 has it");
        }
        int sectors = image[SETUP_SECTORS] & 0xff;
        // Zero stands for four, for very old boot loaders.
        long start = ((sectors == 0 ? 4 : sectors) + 1L) * SECTOR_BYTES;
        long from = start + (header.getInt(PAYLOAD_OFFSET) & 0xffffffffL);
        long to = from + (header.getInt(PAYLOAD_LENGTH) & 0xffffffffL);
        if (from >= to || to > image.length) {
            throw wrong(
                    file, "its payload ends at byte " + to + " of " + image.length + ": cut short");
        }
        return Arrays.copyOfRange(image, (int) from, (int) to);
    }

    /** The payload ends with its unpacked size, which is none of the packed bytes. */
    private byte[] unpack(byte[] payload) throws IOException {
        if (payload.length < MAGIC_BYTES + SIZE_BYTES) {
            throw wrong(file, "its payload has " + payload.length + " bytes");
        }
        int end = payload.length - SIZE_BYTES;
        long length =
                ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getInt(end) & 0xffffffffL;
        if (length > LARGEST_BYTES) {
            throw wrong(file, "it unpacks to " + length + " bytes: no kernel is so large");
        }
        if (starts(payload, LZ4)) {
            return LegacyLz4.unpack(payload, length);
        }
        try (InputStream stream = open(payload, end)) {
            byte[] unpacked = stream.readNBytes((int) length);
            if (unpacked.length != length) {
                throw new IOException("it unpacks to " + unpacked.length + " bytes of " + length);
            }
            return unpacked;
        }
    }

    private InputStream open(byte[] payload, int end) throws IOException {
        InputStream packed = new ByteArrayInputStream(payload, 0, end);
        if (starts(payload, XZ)) {
            return new XZCompressorInputStream(packed);
        }
        if (starts(payload, GZIP)) {
            return new GZIPInputStream(packed);
        }
        if (starts(payload, BZIP2)) {
            return new BZip2CompressorInputStream(packed);
        }
        if (starts(payload, LZMA)) {
            return new LZMACompressorInputStream(packed);
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
