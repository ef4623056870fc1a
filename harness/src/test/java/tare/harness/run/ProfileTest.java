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
}
