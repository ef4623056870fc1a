package tare.simulators.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tare.simulators.migration.Transfer.Ended;

class PreCopyTest {

    private static final double GIB = 1L << 30;
    private static final double MIB = 1L << 20;

    /** 4 GiB at 1 GiB/s, dirtied at a quarter of that: rounds of 4, 1 and 1/4 GiB, then 1/16. */
    @Test
    void theReferenceCaseIsMet() {
        Transfer transfer = PreCopy.plain(GIB, 64 * MIB).of(Guest.of(4 * GIB, 0.25 * GIB));

        assertEquals(3, transfer.rounds());
        assertEquals(5.3125 * GIB, transfer.trafficBytes(), 1);
        assertEquals(5.3125, transfer.totalSeconds(), 1e-12);
        assertEquals(0.0625, transfer.downtimeSeconds(), 1e-12);
        assertEquals(Ended.SMALL_ENOUGH, transfer.ended());
    }

    /** {@code n = ceil(log(V/M) / log(D/R))}; traffic and time are sums of a geometric series. */
    @Test
    void drawnCasesFollowTheFormula() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 200; i++) {
            double memory = (1 + random.nextInt(64)) * GIB;
            double rate = (0.1 + random.nextDouble()) * GIB;
            double ratio = 0.05 + 0.55 * random.nextDouble();
            double enough = memory * (0.001 + 0.05 * random.nextDouble());
            Transfer transfer = PreCopy.plain(rate, enough).of(Guest.of(memory, ratio * rate));
            int n = (int) Math.ceil(StrictMath.log(enough / memory) / StrictMath.log(ratio));
            double series = (1 - StrictMath.pow(ratio, n + 1)) / (1 - ratio);
            String message = memory + " " + rate + " " + ratio + " " + enough;
            assertEquals(n, transfer.rounds(), message);
            assertEquals(memory * series, transfer.trafficBytes(), 1e-6 * memory, message);
            assertEquals(
                    memory / rate * StrictMath.pow(ratio, n),
                    transfer.downtimeSeconds(),
                    1e-9,
                    message);
        }
    }

    /** Without a working set a machine that dirties faster than the network never gets there. */
    @Test
    void aWritableWorkingSetEndsWhatWouldNotEnd() {
        PreCopy copy = PreCopy.plain(GIB, 64 * MIB);
        Transfer endless = copy.of(Guest.of(4 * GIB, 2 * GIB));
        assertEquals(Ended.NO_PROGRESS, endless.ended());
        assertEquals(4, endless.downtimeSeconds(), 1e-9);

        Transfer bounded = copy.of(new Guest(4 * GIB, 2 * GIB, 0.5 * GIB));
        assertEquals(Ended.NO_PROGRESS, bounded.ended());
        assertEquals(0.5, bounded.downtimeSeconds(), 1e-9);
        assertEquals(2, bounded.rounds());
    }

    @Test
    void slowingDownConvergesAtThePriceOfSpeed() {
        Guest busy = Guest.of(8 * GIB, 1.5 * GIB);
        Transfer slowed = PreCopy.qemu(GIB, true).of(busy);

        assertEquals(Ended.SMALL_ENOUGH, slowed.ended());
        assertTrue(slowed.downtimeSeconds() <= PreCopy.QEMU_DOWNTIME, slowed.toString());
        assertTrue(slowed.lostCpuSeconds() > 0, slowed.toString());
        Transfer calm = PreCopy.qemu(GIB, true).of(Guest.of(8 * GIB, 0.1 * GIB));
        assertEquals(0, calm.lostCpuSeconds());
        assertEquals(PreCopy.qemu(GIB, false).of(Guest.of(8 * GIB, 0.1 * GIB)), calm);
    }

    @Test
    void postCopySendsEachByteOnceAndStopsShortly() {
        PostCopy copy = new PostCopy(GIB, MIB, 100e-6, 4096, 0.01);
        Guest guest = Guest.of(4 * GIB, 2 * GIB);
        Transfer transfer = copy.of(guest, GIB, 2);

        assertEquals(4 * GIB + MIB, transfer.trafficBytes(), 1);
        assertEquals(0.01 + 1.0 / 1024, transfer.downtimeSeconds(), 1e-12);
        assertEquals(transfer.downtimeSeconds() + 4, transfer.totalSeconds(), 1e-12);
        // Half of the copying time: three quarters of the touched pages are not there yet.
        double faults = GIB / 4096 * 0.75;
        assertEquals(faults * (100e-6 + 4096 / GIB), transfer.lostCpuSeconds(), 1e-9);
        // Touched over a time much longer than the copying, hardly any is missed.
        assertTrue(copy.of(guest, GIB, 4000).lostCpuSeconds() < 0.02);
    }
}
