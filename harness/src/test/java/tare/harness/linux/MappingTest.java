package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class MappingTest {

    private final Kernel kernel = new Kernel();

    @Test
    void startsWithZeroesAndKeepsWhatIsWritten() {
        try (Mapping mapping = Mapping.zeroes(kernel, 8192)) {
            assertEquals(0, mapping.longAt(8184));
            mapping.write(4096, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
            mapping.putByte(4096, (byte) -1);
            assertEquals(-1, mapping.byteAt(4096));
            assertEquals(0x040302ff, mapping.intAt(4096));
            assertEquals(0x08070605040302ffL, mapping.longAt(4096));
        }
    }

    @Test
    void offsetsOutsideAreRefused() {
        try (Mapping mapping = Mapping.zeroes(kernel, 4096)) {
            assertThrows(IndexOutOfBoundsException.class, () -> mapping.longAt(4089));
            assertThrows(IndexOutOfBoundsException.class, () -> mapping.byteAt(-1));
            assertThrows(IndexOutOfBoundsException.class, () -> mapping.write(4000, new byte[97]));
        }
    }

    @Test
    void unmappedPagesAreNotTouched() {
        Mapping mapping = Mapping.zeroes(kernel, 4096);
        mapping.close();
        mapping.close();
        assertThrows(IllegalStateException.class, () -> mapping.byteAt(0));
    }
}
