package tare.workloads.benchmark.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {

    /** Figures of forks on the development host, quiet and busy, with JDK 17 and 25. */
    @Test
    void tellsForksWithHintsFromThoseWithout() {
        assertTrue(Canary.hintsInEffect(29.85, 22.27));
        assertTrue(Canary.hintsInEffect(64.8, 22.3));
        assertTrue(Canary.hintsInEffect(163.1, 22.4));
        assertFalse(Canary.hintsInEffect(0.9, 22.3));
        assertFalse(Canary.hintsInEffect(2.85, 22.5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoTime(double nanos) {
        assertThrows(IllegalArgumentException.class, () -> Canary.hintsInEffect(nanos, 1));
        assertThrows(IllegalArgumentException.class, () -> Canary.hintsInEffect(1, nanos));
    }

    @Test
    void dividesTheSameEachTime() {
        Canary canary = new Canary();
        canary.fill();
        Canary.Control control = new Canary.Control();
        control.time();

        assertEquals(canary.divide(control), canary.divide(control));
        assertTrue(control.controlNanos() > 0);
    }
}
