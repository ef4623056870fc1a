package tare.workloads.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StarterTest {

    @ParameterizedTest
    @CsvSource({"x86_64, 62", "aarch64, 183"})
    void isASmallStaticElf(String architecture, int machine) {
        byte[] bytes = Starter.bytes(architecture);
        ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertTrue(bytes.length < 12 << 10, "bytes: " + bytes.length);
        assertEquals(0x464c457f, elf.getInt(0));
        assertEquals(machine, elf.getShort(18));
    }

    @Test
    void aCommandIsWordsThenAnEmptyOneThenTheEnvironment() {
        assertArrayEquals(
                "/bin/x\0-a\0\0B=c\0".getBytes(StandardCharsets.US_ASCII),
                Starter.command(List.of("/bin/x", "-a"), List.of("B=c")));
    }

    @Test
    void whatTheStarterWouldMisreadIsRefused() {
        List<String> none = List.of();
        assertThrows(
                IllegalArgumentException.class, () -> Starter.command(List.of("/x", ""), none));
        assertThrows(
                IllegalArgumentException.class,
                () -> Starter.command(Collections.nCopies(5_000, "x"), none));
    }
}
