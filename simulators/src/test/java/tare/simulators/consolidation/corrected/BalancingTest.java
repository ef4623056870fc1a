package tare.simulators.consolidation.corrected;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tare.simulators.consolidation.DayUse;
import tare.simulators.consolidation.Estate;

class BalancingTest {

    private static final double GIB = 1024;

    /**
     * Level p of a move is 6 - ceil(deviation / 0.1 sqrt(hosts)); a setting takes those up to it.
     */
    @Test
    void targetsAreThoseOfTheLevels() {
        assertEquals(0, Balancing.target(5, 4));
        assertEquals(0.05, Balancing.target(4, 4), 1e-12);
        assertEquals(0.1, Balancing.target(3, 4), 1e-12);
        assertEquals(0.15, Balancing.target(2, 4), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, Balancing.target(1, 4));
    }

    /** All machines of the hungry kind on one of four hosts: both forms spread them. */
    @Test
    void whatIsPiledUpIsSpread() {
        for (int level : new int[] {0, 3, 5}) {
            Guests guests = guests(3, 0.99);
            List<Place> places = places(guests);
            double before = Balancing.deviation(places);

            List<Mover.Move> moves =
                    new Balancing(guests, Estate.published(4), level).moves(places);

            assertTrue(!moves.isEmpty(), "level " + level);
            assertEquals(before, Balancing.deviation(places), 0, "places are left alone");
            for (Mover.Move move : moves) {
                // Hosts of even number have no core for 2,500 MIPS.
                assertEquals(1, move.to() % 2, "level " + level);
                places.get(1).remove(move.vm(), guests);
                places.get(move.to()).add(move.vm(), guests);
            }
            assertTrue(Balancing.deviation(places) < before, "level " + level);
        }
    }

    @Test
    void whereNothingLacksNothingMoves() {
        Guests guests = guests(2, 0.1);
        List<Place> places = places(guests);

        assertEquals(List.of(), new Balancing(guests, Estate.published(4), 0).moves(places));
        assertEquals(List.of(), new Balancing(guests, Estate.published(4), 5).moves(places));
    }

    /** Half of the deviation over the root of two pi where demand meets capacity. */
    @Test
    void theExpectedShortfallIsThatOfTheNormalDistribution() {
        assertEquals(10 / StrictMath.sqrt(2 * Math.PI), Shortfall.of(50, 100, 50), 1e-12);
        assertEquals(7, Shortfall.of(57, 0, 50), 0);
        assertEquals(0, Shortfall.of(43, 0, 50), 0);
        assertEquals(50, Shortfall.of(100, 1, 50), 1e-12);
        // E[(D-C)+] - E[(C-D)+] = mean - C, for any deviation.
        assertEquals(-3, Shortfall.of(47, 25, 50) - Shortfall.of(50, 25, 47), 1e-9);
    }

    @Test
    void failoverCapacityIsKeptOut() {
        List<Double> hosts = List.of(4 * GIB, 8 * GIB, 4 * GIB);
        List<Double> machines = List.of(4 * GIB, 4 * GIB);

        assertEquals(0.5, new Admission(0).spare(hosts, machines), 1e-12);
        assertEquals(0, new Admission(1).spare(hosts, machines), 1e-12);
        assertTrue(new Admission(2).spare(hosts, machines) < 0);
        assertEquals(Double.NEGATIVE_INFINITY, new Admission(3).spare(hosts, machines));
    }

    private static Guests guests(int count, double share) {
        double[][] rows = new double[count][DayUse.SAMPLES];
        for (double[] row : rows) {
            Arrays.fill(row, share);
        }
        return new Guests(DayUse.of(rows), hungry());
    }

    private static Estate hungry() {
        Estate published = Estate.published(4);
        return new Estate(4, published.hostKinds(), published.vmKinds().subList(0, 1), 1000);
    }

    private static List<Place> places(Guests guests) {
        List<Place> places = new ArrayList<>();
        for (int host = 0; host < 4; host++) {
            places.add(new Place(host, host % 2, hungry().host(host)));
        }
        for (int vm = 0; vm < guests.count; vm++) {
            guests.host[vm] = 1;
            places.get(1).add(vm, guests);
            places.get(1).memoryLeft -= guests.memoryMib[vm];
        }
        return places;
    }
}
