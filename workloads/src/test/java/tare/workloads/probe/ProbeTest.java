package tare.workloads.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeTest {

    private static final int PT_LOAD = 1;
    private static final int PT_GNU_STACK = 0x6474e551;

    @ParameterizedTest
    @CsvSource({"x86_64, 62", "amd64, 62", "aarch64, 183"})
    void isSmallStaticElfWithNothingWritableAndExecutable(String architecture, int machine) {
        byte[] bytes = Probe.bytes(architecture);
        ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

        assertTrue(bytes.length < 1024, "bytes: " + bytes.length);
        assertEquals(0x464c457f, elf.getInt(0));
        assertEquals(2, elf.getShort(16), "ET_EXEC");
        assertEquals(machine, elf.getShort(18));
        assertEquals(2, elf.getShort(56), "program headers");
        assertEquals(PT_LOAD, elf.getInt(64));
        assertEquals(5, elf.getInt(68), "read and execute");
        assertEquals(bytes.length, elf.getLong(96), "size in the file");
        assertEquals(bytes.length, elf.getLong(104), "size in memory");
        assertEquals(PT_GNU_STACK, elf.getInt(120));
        assertEquals(6, elf.getInt(124), "read and write");
    }

    @Test
    void givesFreshBytesEachTime() {
        assertNotSame(Probe.bytes("aarch64"), Probe.bytes("aarch64"));
        assertArrayEquals(Probe.bytes("x86_64"), Probe.bytes("amd64"));
    }

    @Test
    void namesAnUnknownArchitecture() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Probe.bytes("riscv64"));
        assertTrue(e.toString().contains("riscv64"), e.toString());
    }
}
