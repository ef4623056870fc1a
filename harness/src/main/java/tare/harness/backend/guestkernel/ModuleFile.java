package tare.harness.backend.guestkernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A module of a kernel's, as far as it says which others must be loaded before: a relocatable ELF
 * file of 64 bits, whose section {@code .modinfo} has strings {@code name=value}.
 */
final class ModuleFile {

    private static final int ELF = 0x464c457f;
    private static final byte WIDE = 2;
    private static final byte LITTLE = 1;
    private static final int HEADER_BYTES = 64;
    private static final int SECTION_BYTES = 64;

    /** Where the file's header and a section's tell what; elf(5). */
    private static final int SECTIONS_AT = 40;

    private static final int SECTION_SIZE_AT = 58;
    private static final int SECTION_COUNT_AT = 60;
    private static final int NAMES_AT = 62;
    private static final int OFFSET_AT = 24;
    private static final int LENGTH_AT = 32;

    private static final String WANTED = ".modinfo";
    private static final String DEPENDS = "depends=";

    private final byte[] content;
    private final ByteBuffer bytes;

    /**
     * @param content all of it, unpacked; not copied
     */
    ModuleFile(byte[] content) {
        this.content = content;
        this.bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The modules that must be loaded before.
     *
     * @return their names with underscores; none of them is built into the kernel
     * @throws IOException if it is no such file, or says nothing of them
     */
    List<String> needs() throws IOException {
        try {
            if (bytes.getInt(0) != ELF || bytes.get(4) != WIDE || bytes.get(5) != LITTLE) {
                throw new IOException("it is no ELF file of 64 bits");
            }
            for (String line : information().split("\0", -1)) {
                if (line.startsWith(DEPENDS)) {
                    return Arrays.stream(line.substring(DEPENDS.length()).split(",", -1))
                            .filter(name -> !name.isEmpty())
                            .map(ModuleFile::underscored)
                            .toList();
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("its headers lead out of it", e);
        }
        throw new IOException("it does not say which modules it needs");
    }

    /** Files are called with hyphens or underscores, modules with the latter alone. */
    static String underscored(String name) {
        return name.replace('-', '_');
    }

    private String information() throws IOException {
        int sections = offset(bytes.getLong(SECTIONS_AT));
        int count = bytes.getShort(SECTION_COUNT_AT) & 0xffff;
        if (sections < HEADER_BYTES || bytes.getShort(SECTION_SIZE_AT) != SECTION_BYTES) {
            throw new IOException("it has no sections");
        }
        String names = text(sections + SECTION_BYTES * (bytes.getShort(NAMES_AT) & 0xffff));
        for (int i = 0; i < count; i++) {
            int section = sections + SECTION_BYTES * i;
            if (names.startsWith(WANTED + "\0", bytes.getInt(section))) {
                return text(section);
            }
        }
        return "";
    }

    /** What lies in a section, by its header. */
    private String text(int section) {
        int from = offset(bytes.getLong(section + OFFSET_AT));
        int length = offset(bytes.getLong(section + LENGTH_AT));
        return new String(content, from, length, StandardCharsets.ISO_8859_1);
    }

    private int offset(long value) {
        if (value < 0 || value > content.length) {
            throw new IndexOutOfBoundsException();
        }
        return (int) value;
    }
}
