package tare.simulators.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlacementTest {

    @Test
    void countsHostsAndRejected() {
        Placement placement = new Placement(0, Placement.REJECTED, 1, 0);

        assertEquals(2, placement.hosts());
        assertEquals(1, placement.rejected());
        assertEquals(1, placement.hostOf(2));
    }

    @Test
    void ofNothingIsNoHost() {
        assertEquals(0, new Placement().hosts());
        assertEquals(0, new Placement().rejected());
    }
}
