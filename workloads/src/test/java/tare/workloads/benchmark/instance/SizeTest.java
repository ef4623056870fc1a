package tare.workloads.benchmark.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {

    @Test
    void readsKibibytesAndMebibytes() {
        assertEquals(16 << 10, Size.bytes("16KiB"));
        assertEquals(256 << 20, Size.bytes("256MiB"));
        assertEquals(2047 << 20, Size.bytes("2047MiB"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "16", "0KiB", "-1KiB", "16kB", "16 KiB", "2048MiB", "99999KiB"})
    void refusesTheRest(String text) {
        assertThrows(IllegalArgumentException.class, () -> Size.bytes(text));
    }
}
