package tare.harness.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tare.harness.host.Settling.Criterion;
import tare.harness.host.Settling.Settled;
import tare.results.failure.MeasurementError;

class SettlingTest {

    private static final Criterion CRITERION =
            new Criterion(0.01, 3, Duration.ofMillis(10), Duration.ofMillis(100));

    private long now;
    private int taken;

    @Test
    void waitsUntilReadingsStandStill() {
        double[] values = {200, 150, 101, 100.5, 100};
        Settled settled = settling().await(() -> values[taken++], CRITERION);
        assertTrue(settled.settled());
        assertEquals(List.of(200.0, 150.0, 101.0, 100.5, 100.0), settled.readings());
        assertEquals(100, settled.last());
        assertEquals(CRITERION, settled.criterion());
    }

    @Test
    void givesUpAtTheDeadline() {
        Settled settled = settling().await(() -> ++taken * 10, CRITERION);
        assertFalse(settled.settled());
        assertEquals(11, settled.readings().size(), "one at once, ten within the deadline");
    }

    @Test
    void settlesOnZero() {
        assertTrue(settling().await(() -> 0, CRITERION).settled());
    }

    @Test
    void failsWhereNothingCanBeRead() {
        MeasurementError e =
                assertThrows(
                        MeasurementError.class,
                        () ->
                                settling()
                                        .await(
                                                () -> {
                                                    throw new IOException("gone");
                                                },
                                                CRITERION));
        assertEquals("gone", e.why());
    }

    @Test
    void endsWhenInterrupted() {
        Settling settling =
                new Settling(
                        () -> now,
                        time -> {
                            throw new InterruptedException();
                        });
        assertThrows(MeasurementError.class, () -> settling.await(() -> 1, CRITERION));
        assertTrue(Thread.interrupted());
    }

    private Settling settling() {
        return new Settling(() -> now, time -> now += time.toNanos());
    }
}
