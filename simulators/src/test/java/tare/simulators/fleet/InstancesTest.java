package tare.simulators.fleet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class InstancesTest {

    @Test
    void doesNotChangeWithTheArraysItTakesAndGives() {
        long[] bytes = {1, 2};
        Instances instances = new Instances(bytes);
        bytes[0] = 9;
        instances.memoryBytes()[1] = 9;

        assertArrayEquals(new long[] {1, 2}, instances.memoryBytes());
    }

    @Test
    void addsOverheadToEach() {
        Instances more = new Instances(1, 0).withOverhead(5);

        assertEquals(2, more.count());
        assertEquals(6, more.memoryBytes(0));
        assertEquals(5, more.memoryBytes(1));
    }

    @Test
    void refusesNegativeAndOverflow() {
        assertThrows(IllegalArgumentException.class, () -> new Instances(1, -1));
        Instances huge = new Instances(Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, () -> huge.withOverhead(1));
    }
}
