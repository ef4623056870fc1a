package tare.harness.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tare.harness.backend.LaunchException;

/** How fast a launcher can go is told of starts that take micro-, milli- and whole seconds. */
class ClosedDemandTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long FROM = 10 * SECOND;
    private static final long UNTIL = FROM + 4 * SECOND;
    private static final long PATIENCE = 30 * SECOND;

    private final ClosedDemand demand = new ClosedDemand(FROM, UNTIL, PATIENCE, 1_000);

    /** Starts one after the other, each taking so long, from a tenth of a second before on. */
    private double rate(long each) {
        long now = FROM - SECOND / 10;
        while (demand.claim(now) != Demand.OVER) {
            long begun = now;
            now += each;
            demand.started(0, begun, now, begun);
        }
        return demand.perSecond();
    }

    @Test
    void manyStartsAreCountedWithinTheTime() {
        assertEquals(1_000, rate(SECOND / 1_000), 1);
    }

    @Test
    void fewAreTimedFromTheFirstToTheLast() {
        assertEquals(1 / 1.4, rate(1_400_000_000L), 1e-9);
    }

    @Test
    void whatTakesLongerThanTheTimeIsWaitedFor() {
        assertEquals(1 / 9.0, rate(9 * SECOND), 1e-9);
    }

    /** One start takes longer than all the patience: its own time is what there is. */
    @Test
    void oneStartIsBetterThanNone() {
        assertEquals(1 / 50.0, rate(50 * SECOND), 1e-9);
    }

    @Test
    void whatAlwaysFailsIsNotTriedForLong() {
        LaunchException why = new LaunchException("boot", "no kernel", "", null);
        int tries = 0;
        while (demand.claim(UNTIL) != Demand.OVER) {
            demand.failed(why, false);
            tries++;
            assertTrue(tries <= ClosedDemand.FEWEST, "no end");
        }
        assertEquals(ClosedDemand.FEWEST, tries);
        assertSame(why, assertThrows(LaunchException.class, demand::perSecond));
    }

    @Test
    void aPopulationThatIsFullWaits() {
        ClosedDemand one = new ClosedDemand(FROM, UNTIL, PATIENCE, 1);
        assertEquals(0, one.claim(FROM));
        assertEquals(Demand.NOT_YET, one.claim(FROM));
        one.stopped();
        assertEquals(0, one.claim(FROM));
    }
}
