package tare.simulators.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LongTableTest {

    @Test
    void isAMap() {
        SplittableRandom random = new SplittableRandom(7);
        LongTable table = new LongTable();
        Map<Long, Long> map = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextLong(2, 5000);
            long value = random.nextLong();
            assertEquals(map.put(key, value) == null, table.put(key, value));
        }
        map.forEach((key, value) -> assertEquals(value, table.get(key, -1)));
        assertEquals(-1, table.get(5001, -1));
    }

    @Test
    void takesTheKeyThatMarksAnEmptySlot() {
        LongTable table = new LongTable();

        assertTrue(table.put(0, 5));
        assertFalse(table.put(0, 6));
        assertEquals(6, table.get(0, -1));
    }

    @Test
    void tellsManyNamesApart() {
        Set<Long> prints = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            assertTrue(prints.add(LongTable.fingerprint("openb-pod-" + i)));
        }
    }
}
