package tare.workloads.benchmark.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {

    /** Figures of forks with JDK 17 and 25, where ten others waited for each processor. */
    @Test
    void tellsForksWithHintsFromThoseWithout() {
        assertTrue(Canary.hintsInEffect(911.2, 101.6));
        assertTrue(Canary.hintsInEffect(1268.6, 101.2));
        assertTrue(Canary.hintsInEffect(101, 101));
        assertFalse(Canary.hintsInEffect(2.0, 100.3));
        assertFalse(Canary.hintsInEffect(5.59, 100.6));
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
