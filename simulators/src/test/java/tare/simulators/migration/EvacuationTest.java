package tare.simulators.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Machines that share links, against the closed forms over what each gets of them. */
class EvacuationTest {

    private static final double GIB = 1L << 30;
    private static final double MIB = 1L << 20;
    private static final double CLOSE = 1e-9;

    /** The reference case of Clark et al., by itself. */
    @Test
    void oneAloneIsTheClosedForm() {
        PreCopy rules = PreCopy.plain(GIB, 64 * MIB);
        Guest guest = Guest.of(4 * GIB, 0.25 * GIB);
        Evacuation.Outcome outcome = moved(1, 1, 1, guest, new Evacuation.Way.MemoryFirst(rules));

        same(rules.of(guest), outcome.transfers().get(0));
        assertEquals(5.3125, outcome.seconds(), CLOSE);
        assertEquals(3, outcome.transfers().get(0).rounds());
    }

    /** n alike at once each get the n-th part of the link: the same closed form over that. */
    @Test
    void manyAtOnceAreTheClosedFormOverTheirPart() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 100; i++) {
            int n = 1 + random.nextInt(6);
            double memory = (1 + random.nextInt(8)) * GIB;
            double dirty = random.nextDouble() * GIB;
            double writable = memory * random.nextDouble();
            Guest guest = new Guest(memory, dirty, writable);
            boolean converge = random.nextBoolean();
            double enough = (16 + random.nextInt(128)) * MIB;
            PreCopy whole = new PreCopy(GIB, enough, 0, 30, 0.01, converge);
            PreCopy part = new PreCopy(GIB / n, enough, 0, 30, 0.01, converge);
            Evacuation.Outcome outcome =
                    moved(n, n, n, guest, new Evacuation.Way.MemoryFirst(whole));
            for (Transfer transfer : outcome.transfers()) {
                same(part.of(guest), transfer);
            }
        }
    }

    /**
     * One after the other none is slowed by another, and the last arrives after all their times.
     */
    @Test
    void oneAfterTheOtherTakesTheSumOfTheirTimes() {
        PreCopy rules = PreCopy.plain(GIB, 64 * MIB);
        Guest guest = Guest.of(4 * GIB, 0.25 * GIB);
        Evacuation.Outcome outcome = moved(5, 3, 1, guest, new Evacuation.Way.MemoryFirst(rules));

        outcome.transfers().forEach(each -> same(rules.of(guest), each));
        assertEquals(5 * 5.3125, outcome.seconds(), CLOSE);
    }

    /**
     * What converges alone need not do so beside others: the ratio of dirtying to sending grows.
     */
    @Test
    void companyCanKeepAMigrationFromConverging() {
        PreCopy rules = PreCopy.plain(GIB, 64 * MIB);
        Guest guest = Guest.of(4 * GIB, 0.5 * GIB);
        Evacuation.Way way = new Evacuation.Way.MemoryFirst(rules);

        assertTrue(moved(4, 4, 1, guest, way).transfers().stream().noneMatch(this::forced));
        assertTrue(moved(4, 4, 4, guest, way).transfers().stream().allMatch(this::forced));
    }

    @Test
    void theMachineFirstStandsStillForItsStateAlone() {
        PostCopy rules = new PostCopy(GIB, MIB, 100e-6, 4096, 0.01);
        Guest guest = Guest.of(4 * GIB, 2 * GIB);
        Evacuation.Way way = new Evacuation.Way.MachineFirst(rules, GIB, 2);

        same(rules.of(guest, GIB, 2), moved(1, 1, 1, guest, way).transfers().get(0));
        Transfer third = new PostCopy(GIB / 3, MIB, 100e-6, 4096, 0.01).of(guest, GIB, 2);
        moved(3, 3, 3, guest, way).transfers().forEach(each -> same(third, each));
    }

    /** A host that takes all is as tight as one that gives all; several sources are not. */
    @Test
    void theTightestLinkCounts() {
        PreCopy rules = PreCopy.plain(GIB, 64 * MIB);
        Guest guest = Guest.of(4 * GIB, 0.25 * GIB);
        Evacuation.Way way = new Evacuation.Way.MemoryFirst(rules);
        List<Guest> four = Collections.nCopies(4, guest);

        Evacuation.Outcome out = new Evacuation(1, 4, GIB, 4).of(four, way);
        Evacuation.Outcome in = new Evacuation(4, 1, GIB, 4).of(four, way);
        Evacuation.Outcome apart = new Evacuation(4, 4, GIB, 4).of(four, way);
        for (int i = 0; i < four.size(); i++) {
            same(out.transfers().get(i), in.transfers().get(i));
            same(rules.of(guest), apart.transfers().get(i));
        }
    }

    private static Evacuation.Outcome moved(
            int count, int targets, int atOnce, Guest guest, Evacuation.Way way) {
        return new Evacuation(1, targets, GIB, atOnce).of(Collections.nCopies(count, guest), way);
    }

    private boolean forced(Transfer transfer) {
        return transfer.ended().forced();
    }

    private static void same(Transfer expected, Transfer found) {
        String message = expected + " " + found;
        assertEquals(expected.rounds(), found.rounds(), message);
        assertEquals(expected.ended(), found.ended(), message);
        assertEquals(expected.trafficBytes(), found.trafficBytes(), 1, message);
        assertEquals(expected.totalSeconds(), found.totalSeconds(), CLOSE * 10, message);
        assertEquals(expected.downtimeSeconds(), found.downtimeSeconds(), CLOSE * 10, message);
        assertEquals(expected.lostCpuSeconds(), found.lostCpuSeconds(), CLOSE * 10, message);
    }
}
