package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuSetTest {

    @Test
    void readsTheKernelsForm() {
        assertEquals("{0, 1, 2, 5, 64}", CpuSet.parse("0-2,5,64\n").cpus().toString());
    }

    @Test
    void maskHasWholeWords() {
        byte[] expected = new byte[16];
        expected[0] = 0b101;
        expected[8] = 1;
        assertArrayEquals(expected, CpuSet.parse("0,2,64").mask());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1-", "-1", "3-1", "0,,1", "99999", "8192"})
    void refusesWhatIsNoList(String list) {
        assertThrows(IllegalArgumentException.class, () -> CpuSet.parse(list));
    }
}
