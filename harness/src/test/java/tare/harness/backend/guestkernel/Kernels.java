package tare.harness.backend.guestkernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lzma.LZMACompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;

/** Files that look like kernels, and packages that look as if they had one. */
public final class Kernels {

    private static final int START = 2 * 512;
    private static final int OFFSET = 32;

    private Kernels() {}

    /** Ways to pack, as kernels know them. */
    enum Packing {
        GZIP,
        XZ,
        BZIP2,
        LZMA,
        LZ4;

        byte[] pack(byte[] plain) {
            try {
                ByteArrayOutputStream packed = new ByteArrayOutputStream();
                if (this == LZ4) {
                    lz4(plain, packed);
                } else {
                    try (OutputStream out = over(packed)) {
                        out.write(plain);
                    }
                }
                return packed.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private OutputStream over(OutputStream packed) throws IOException {
            return switch (this) {
                case GZIP -> new GZIPOutputStream(packed);
                case XZ -> new XZCompressorOutputStream(packed);
                case BZIP2 -> new BZip2CompressorOutputStream(packed);
                case LZMA -> new LZMACompressorOutputStream(packed);
                case LZ4 -> throw new AssertionError(this);
            };
        }

        private static void lz4(byte[] plain, OutputStream packed) throws IOException {
            packed.write(new byte[] {2, 0x21, 0x4c, 0x18});
            for (int from = 0; from < plain.length; from += 8 << 20) {
                ByteArrayOutputStream block = new ByteArrayOutputStream();
                try (OutputStream out = new BlockLZ4CompressorOutputStream(block)) {
                    out.write(plain, from, Math.min(8 << 20, plain.length - from));
                }
                packed.write(little(block.size()));
                block.writeTo(packed);
            }
        }
    }

    /** An ELF file, as far as its magic number goes; neither all alike nor all different. */
    static byte[] elf(int bytes) {
        byte[] content = new byte[bytes];
        Random random = new Random(7);
        for (int i = 0; i < bytes; i++) {
            content[i] = (byte) (i % 3 == 0 ? random.nextInt(4) : i >> 8);
        }
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 0x464c457f);
        return content;
    }

    /** An image for x86 with a boot header. */
    public static byte[] image() {
        byte[] elf = elf(5_000);
        return image(Packing.GZIP.pack(elf), elf.length);
    }

    /**
     * @param packed what is in it
     * @param length what that unpacks to, as the image says
     */
    static byte[] image(byte[] packed, int length) {
        ByteBuffer image =
                ByteBuffer.allocate(START + OFFSET + packed.length + 4 + 100)
                        .order(ByteOrder.LITTLE_ENDIAN);
        image.put(0x1f1, (byte) 1);
        image.putInt(0x202, 0x53726448);
        image.putShort(0x206, (short) 0x20f);
        image.putInt(0x248, OFFSET);
        image.putInt(0x24c, packed.length + 4);
        image.position(START + OFFSET);
        image.put(packed).putInt(length);
        return image.array();
    }

    /**
     * A package for Debian.
     *
     * @param data name of the member with the files: its end says how it is packed
     * @param path of the one file in it
     */
    public static byte[] deb(String data, String path, byte[] content) throws IOException {
        return deb(data, Map.of(path, content));
    }

    /**
     * The same with several files.
     *
     * @param contents by path, in their order
     */
    public static byte[] deb(String data, Map<String, byte[]> contents) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(tar)) {
            out.putArchiveEntry(new TarArchiveEntry("./boot/"));
            out.closeArchiveEntry();
            put(out, "./boot/config-x", "CONFIG_64BIT=y\n".getBytes(StandardCharsets.US_ASCII));
            for (Map.Entry<String, byte[]> file : contents.entrySet()) {
                put(out, file.getKey(), file.getValue());
            }
        }
        byte[] files =
                data.endsWith(".xz")
                        ? Packing.XZ.pack(tar.toByteArray())
                        : data.endsWith(".gz")
                                ? Packing.GZIP.pack(tar.toByteArray())
                                : tar.toByteArray();
        ByteArrayOutputStream deb = new ByteArrayOutputStream();
        try (ArArchiveOutputStream out = new ArArchiveOutputStream(deb)) {
            put(out, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
            put(out, "control.tar", new byte[1024]);
            put(out, data, files);
        }
        return deb.toByteArray();
    }

    private static void put(TarArchiveOutputStream out, String name, byte[] content)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }

    private static void put(ArArchiveOutputStream out, String name, byte[] content)
            throws IOException {
        out.putArchiveEntry(new ArArchiveEntry(name, content.length));
        out.write(content);
        out.closeArchiveEntry();
    }

    /** A module, as far as it says which others it needs. */
    public static byte[] module(String needed) {
        byte[] names = "\0.text\0.modinfo\0.modinfo.x\0".getBytes(StandardCharsets.US_ASCII);
        byte[] facts =
                ("license=GPL\0depends=" + needed + "\0name=x\0")
                        .getBytes(StandardCharsets.US_ASCII);
        int sections = 64 + names.length + facts.length;
        ByteBuffer elf = ByteBuffer.allocate(sections + 3 * 64).order(ByteOrder.LITTLE_ENDIAN);
        elf.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1);
        elf.putLong(40, sections).putShort(58, (short) 64);
        elf.putShort(60, (short) 3).putShort(62, (short) 1);
        elf.position(64).put(names).put(facts);
        section(elf, sections + 64, 0, 64, names.length);
        section(elf, sections + 128, 7, 64 + names.length, facts.length);
        return elf.array();
    }

    private static void section(ByteBuffer elf, int at, int name, long from, long length) {
        elf.putInt(at, name).putLong(at + 24, from).putLong(at + 32, length);
    }

    static byte[] little(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }
}
