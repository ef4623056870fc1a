package tare.workloads.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SerialKernelTest {

    private static final int PROGRAM_HEADERS = 28;
    private static final int HEADER_BYTES = 32;

    /** What a loader reads of it: an ELF file of 32 bits, and a note that names the entry. */
    @Test
    void theNoteNamesTheEntry() {
        ByteBuffer file = ByteBuffer.wrap(SerialKernel.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0x464c457f, file.getInt(0));
        assertEquals(1, file.get(4), "32 bits");
        int entry = file.getInt(24);
        int headers = file.getInt(PROGRAM_HEADERS);
        int load = headers;
        assertEquals(1, file.getInt(load), "PT_LOAD");
        assertEquals(file.capacity(), file.getInt(load + 16), "all of it");
        int note = headers + HEADER_BYTES;
        assertEquals(4, file.getInt(note), "PT_NOTE");
        int at = file.getInt(note + 4);
        assertEquals(18, file.getInt(at + 8), "XEN_ELFNOTE_PHYS32_ENTRY");
        byte[] name = new byte[4];
        file.get(at + 12, name);
        assertEquals("Xen\0", new String(name, StandardCharsets.US_ASCII));
        assertEquals(entry, file.getInt(at + 16));
        int inFile = entry - file.getInt(load + 8);
        assertTrue(inFile > at + 16 && inFile < file.capacity(), "the entry lies in the code");
    }
}
