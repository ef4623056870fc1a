package tare.harness.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.LaunchException;
import tare.harness.host.Saturation;

/** Who is given which start, and what becomes of the figures; on times that the test makes up. */
class OpenDemandTest {

    private static final long BEGIN = 1_000;
    private static final long PATIENCE = 500;

    @TempDir Path directory;

    private static OpenDemand demand(Counters counters, int most, long... due) {
        return new OpenDemand(BEGIN, due, PATIENCE, most, counters);
    }

    @Test
    void twoProcessesTakeEachStartOnce() throws Exception {
        Path file = directory.resolve("counters");
        OpenDemand one = demand(Counters.in(file), 10, 0, 10, 10, 20);
        OpenDemand other = demand(Counters.in(file), 10, 0, 10, 10, 20);
        assertEquals(0, one.claim(BEGIN));
        assertEquals(Demand.NOT_YET, other.claim(BEGIN));
        assertEquals(BEGIN + 10, other.askAgainNanos(BEGIN));
        assertEquals(1, other.claim(BEGIN + 10));
        assertEquals(2, one.claim(BEGIN + 10));
        assertEquals(3, other.claim(BEGIN + 25));
        assertEquals(Demand.OVER, one.claim(BEGIN + 30));
        assertEquals(4, Counters.in(file).live());
        assertEquals(4, Counters.in(file).mostLive());
    }

    @Test
    void noMoreLiveThanMay() {
        Counters counters = Counters.alone();
        OpenDemand demand = demand(counters, 1, 0, 0);
        assertEquals(0, demand.claim(BEGIN));
        assertEquals(Demand.NOT_YET, demand.claim(BEGIN));
        demand.stopped();
        assertEquals(1, demand.claim(BEGIN + 1));
        demand.stopped();
        assertEquals(0, counters.live());
    }

    @Test
    void aLatencyCountsFromWhenItWasDue() {
        Counters counters = Counters.alone();
        OpenDemand demand = demand(counters, 10, 0, 100, 200);
        assertEquals(0, demand.claim(BEGIN + 150));
        // Busy until then, so Tare was not late.
        demand.started(0, BEGIN + 150, BEGIN + 170, BEGIN + 140);
        assertEquals(1, demand.claim(BEGIN + 170));
        demand.started(1, BEGIN + 170, BEGIN + 180, BEGIN + 90);
        Played played = played(demand, counters);
        assertEquals(List.of(170L, 80L, 500L), list(played.latencies()));
        assertEquals(List.of(70L), list(played.lags()));
        assertEquals(1, played.left());
    }

    @Test
    void afterItsPatienceTheRestIsLeft() {
        Counters counters = Counters.alone();
        OpenDemand demand = demand(counters, 10, 0, 100);
        assertEquals(Demand.OVER, demand.claim(BEGIN + 100 + PATIENCE));
        assertEquals(2, played(demand, counters).left());
    }

    @Test
    void aFailedStartIsCountedAndEndless() {
        Counters counters = Counters.alone();
        OpenDemand demand = demand(counters, 10, 0, 1);
        assertEquals(0, demand.claim(BEGIN + 5));
        demand.failed(new LaunchException("clone", "EAGAIN", "", null), false);
        assertEquals(1, demand.claim(BEGIN + 5));
        demand.started(1, BEGIN + 5, BEGIN + 9, BEGIN + 5);
        demand.failed(new LaunchException("stop", "EBUSY", "", null), true);
        Played played = played(demand, counters);
        assertEquals(1, played.failedStarts());
        assertEquals(1, played.failedStops());
        assertEquals("clone: EAGAIN", played.why());
        assertEquals(OptionalDouble.of(8), played.latency(0.5));
        assertEquals(OptionalDouble.empty(), played.latency(0.99));
        assertEquals(0, counters.live());
    }

    @Test
    void whatIsCalledOffIsOver() {
        Counters counters = Counters.alone();
        OpenDemand demand = demand(counters, 10, 0);
        counters.callOff();
        assertEquals(Demand.OVER, demand.claim(BEGIN + 5));
        assertTrue(played(demand, counters).calledOff());
        counters.reset();
        assertFalse(counters.calledOff());
    }

    private Played played(OpenDemand demand, Counters counters) {
        Part part = demand.part();
        try {
            Path file = directory.resolve("part");
            part.write(file);
            assertEquals(part, Part.read(file), "what is written is read back");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Rate rate = new Rate(Arrivals.POISSON, 1, 1_000_000_000L, 1, 0, 10, PATIENCE, 0.1);
        Saturation seen =
                new Saturation(
                        0,
                        0,
                        1,
                        0,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty());
        return Played.of(
                rate, demand.timetable(), List.of(part), counters, new Watch.Seen(seen, 0, 0));
    }

    private static List<Long> list(long[] values) {
        return java.util.Arrays.stream(values).boxed().toList();
    }
}
