package tare.simulators.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HostTypeTest {

    @Test
    void keepsTenPercentBackRoundedDownToBytes() {
        assertEquals(0, HostType.of(0).usableBytes());
        assertEquals(0, HostType.of(1).usableBytes());
        assertEquals(9, HostType.of(10).usableBytes());
        assertEquals(61_847_529_062L, HostType.of(64L << 30).usableBytes());
        assertEquals(123, new HostType(123, 0).usableBytes());
        assertEquals(0, new HostType(123, 100).usableBytes());
    }

    @Test
    void refusesWhatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> HostType.of(-1));
        assertThrows(IllegalArgumentException.class, () -> new HostType(1, 101));
        assertThrows(IllegalArgumentException.class, () -> new HostType(1, -1));
    }
}
