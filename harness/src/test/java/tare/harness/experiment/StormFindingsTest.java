package tare.harness.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tare.harness.host.Saturation;
import tare.harness.storm.Arrivals;
import tare.harness.storm.Played;
import tare.results.model.Metric;
import tare.results.model.Step;

/** Which rate counts as kept up with. */
class StormFindingsTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final double PREPARED = 10_000;

    private final StormFindings findings =
            new StormFindings(new Step(0, 0, "storm", "docker"), 500 * MILLI);

    private static StormLoad load(String word) {
        return new StormLoad(Arrivals.POISSON, "load", word, 0, 1);
    }

    /** So many starts in two seconds, each after so long. */
    private static Played played(int starts, long latencyNanos) {
        long[] latencies = new long[starts];
        Arrays.fill(latencies, latencyNanos);
        OptionalDouble none = OptionalDouble.empty();
        return new Played(
                starts,
                latencies,
                new long[0],
                0,
                0,
                0,
                2 * SECOND,
                1,
                false,
                "",
                new Saturation(0.1, 0.1, 0.8, 0, none, none, none),
                1,
                1);
    }

    private double sustained() {
        findings.sustained();
        return findings.all().stream()
                .filter(finding -> finding.key().metric() == Metric.STORM_SUSTAINED)
                .map(Finding.Found.class::cast)
                .mapToDouble(found -> found.round().samples().values()[0])
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theHighestRateWithinWhatIsAgreedCounts() {
        findings.played(load("50%"), 4, played(8, 200 * MILLI), PREPARED);
        findings.played(load("80%"), 6, played(12, 499 * MILLI), PREPARED);
        findings.played(load("100%"), 8, played(16, 501 * MILLI), PREPARED);
        assertEquals(6, sustained());
    }

    /** A short time may draw more starts than were meant: nobody promised to keep those up. */
    @Test
    void chanceAddsNothing() {
        findings.played(load("100%"), 8, played(30, 200 * MILLI), PREPARED);
        assertEquals(8, sustained());
    }

    @Test
    void norDoesItCountWhereItLeftSomeOut() {
        findings.played(load("100%"), 8, played(10, 200 * MILLI), PREPARED);
        assertEquals(5, sustained());
    }

    @Test
    void noneIsSaidWhereNoneWas() {
        findings.played(load("50%"), 4, played(8, 600 * MILLI), PREPARED);
        assertEquals(0, sustained());
    }
}
