package tare.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class ProfileTest {

    private static final long MILLISECOND = 1_000_000;

    @Test
    void fastBackendsGetWhatTheProfileSays() {
        assertEquals(Map.of(), Profile.QUICK.parameters("x", MILLISECOND));
    }

    @Test
    void slowBackendsGetFewerLaunchesAndALowerLadder() {
        SortedMap<String, String> own = Profile.QUICK.parameters("x", 150 * MILLISECOND);
        assertEquals("8", own.get("boot.launches/x"));
        assertEquals("2", own.get("boot.calibrations/x"));
        assertEquals("0,3,6,13", own.get("footprint.ladder/x"));
    }

    @Test
    void machinesThatBootGetTheFewest() {
        SortedMap<String, String> own = Profile.QUICK.parameters("x", 2_000 * MILLISECOND);
        assertEquals("2", own.get("boot.launches/x"));
        assertEquals("1", own.get("boot.calibrations/x"));
        assertEquals("0,1,2,4", own.get("footprint.ladder/x"));
        assertEquals("2000000", own.get("boot.launch-us/x"));
    }

    /** A minute a round, and 8 minutes: eight; an hour a round: the fewest. */
    @Test
    void aRunOfManyBackendsHasFewerRounds() {
        long minute = 60_000 * MILLISECOND;
        assertEquals(10, Profile.QUICK.affordableRounds(rounds -> rounds * minute / 10));
        assertEquals(8, Profile.QUICK.affordableRounds(rounds -> rounds * minute));
        assertEquals(3, Profile.QUICK.affordableRounds(rounds -> 60L * rounds * minute));
        assertEquals(10, Profile.STANDARD.affordableRounds(rounds -> 60L * rounds * minute));
        assertEquals(100, Profile.THOROUGH.affordableRounds(rounds -> 60L * rounds * minute));
    }

    @Test
    void theFootprintHasItsShareOfTheRounds() {
        assertEquals("3", Profile.QUICK.parameters(10).get("footprint.rounds"));
        assertEquals("2", Profile.QUICK.parameters(4).get("footprint.rounds"));
        assertEquals("2", Profile.QUICK.parameters(2).get("footprint.rounds"));
        assertEquals("1", Profile.QUICK.parameters(1).get("footprint.rounds"));
        assertEquals("3", Profile.QUICK.parameters(40).get("footprint.rounds"));
    }
}
