package tare.simulators.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MemoryModelsTest {

    @Test
    void sharedPagesAreKeptOnce() {
        PageSharing sharing = PageSharing.usual(0.25);

        assertEquals(10 * 750 + 250, sharing.mergedBytes(10, 1_000));
        assertEquals(0, sharing.mergedBytes(0, 1_000));
        assertEquals(1_000, sharing.mergedBytes(1, 1_000));
        assertEquals(750, sharing.instanceBytes(1_000));
        assertEquals(250, sharing.sharedBytes(1_000));
    }

    /** 5,000 pages of 4 KiB a second: two passes over 64 GiB take 1.9 hours. */
    @Test
    void mergingLagsBehindTheScanner() {
        PageSharing sharing = PageSharing.usual(0.5);

        assertEquals(6_710.9, sharing.lagSeconds(64.0 * (1L << 30)), 0.1);
        double all = 100.0 * (1 << 30);
        assertEquals(all, sharing.meanBytes(100, 1 << 30, 60), "gone before it is merged");
        double merged = sharing.mergedBytes(100, 1 << 30);
        double lag = sharing.lagSeconds(all);
        assertEquals((all + merged) / 2, sharing.meanBytes(100, 1 << 30, 2 * lag), 1);
        assertThrows(IllegalArgumentException.class, () -> PageSharing.usual(1.5));
    }

    @Test
    void aBalloonTakesWhatIsNotWorkedWithDownToItsFloor() {
        assertEquals(500, Balloon.usual().hostBytes(1_000, 500));
        assertEquals(350, Balloon.usual().hostBytes(1_000, 100));
        assertEquals(1_000, Balloon.usual().hostBytes(1_000, 2_000));
        assertEquals(510, new Balloon(0.65, 10).hostBytes(1_000, 500));
    }

    @Test
    void overcommitByQuantileLiesBetweenMeanAndPeak() {
        Overcommit demand = new Overcommit(1, 1, 1, 1, 1, 1, 1, 1, 1, 11);

        assertEquals(2, demand.mean());
        assertEquals(3, demand.deviation());
        assertEquals(1, demand.quantile(0.9));
        assertEquals(11, demand.needed(1, 0.05, 0), "one needs its own quantile");
        assertEquals(100 * 2 + 9 * 10, demand.needed(100, 0.05, 0), 1e-9);
        assertEquals(1_100, demand.needed(100, 0.05, 1), 1e-9, "all at once");
        double some = demand.needed(100, 0.05, 0.1);
        assertEquals(200 + 9 * Math.sqrt(100 + 9_900 * 0.1), some, 1e-9);
        assertEquals(100, demand.instances(some, 0.05, 0.1, 1_000));
        assertEquals(0, demand.needed(0, 0.05, 0));
    }

    /** Independent draws exceed what was given about as seldom as was asked for. */
    @Test
    void riskIsKeptByDrawnDemands() {
        SplittableRandom random = new SplittableRandom(11);
        double[] samples = new double[2_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = random.nextDouble() * random.nextDouble() * 100;
        }
        double given = new Overcommit(samples).needed(100, 0.05, 0);
        int above = 0;
        for (int round = 0; round < 5_000; round++) {
            double sum = 0;
            for (int i = 0; i < 100; i++) {
                sum += samples[random.nextInt(samples.length)];
            }
            above += sum > given ? 1 : 0;
        }
        // This demand's own 95 % quantile is further out than a normal one's, so less than 5 %.
        assertTrue(above <= 5_000 * 0.05, above + " of 5,000");
    }

    @Test
    void anIntervalGoesThroughToTheAnswer() {
        Interval cost = new Interval(90, 100, 110);

        assertEquals(new Interval(9, 10, 11), cost.through(bytes -> 1_000 / bytes));
        assertEquals(Interval.of(7), cost.through(bytes -> 7));
        assertThrows(IllegalArgumentException.class, () -> new Interval(2, 1, 3));
    }
}
