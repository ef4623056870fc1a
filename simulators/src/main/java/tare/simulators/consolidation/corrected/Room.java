package tare.simulators.consolidation.corrected;

import java.util.List;

/**
 * The most memory that a host which is on has left. Most hosts cannot be emptied, since a machine
 * of theirs fits on no other: that is seen here without a look at each host.
 */
final class Room {

    private static final int NOBODY = -1;

    private boolean known;
    private int most;
    private int where;
    private int next;

    /** Something has moved, or a host takes no machines any more. */
    void changed() {
        known = false;
    }

    /**
     * MiB of the host with the most of all others that are on; below 0 if there is none.
     *
     * @param excluded hosts that take nothing, by index
     */
    int besides(Place place, List<Place> plan, boolean[] excluded) {
        if (!known) {
            look(plan, excluded);
            known = true;
        }
        return where == place.index ? next : most;
    }

    private void look(List<Place> plan, boolean[] excluded) {
        most = NOBODY;
        next = NOBODY;
        where = NOBODY;
        for (Place place : plan) {
            if (place.on() && !excluded[place.index]) {
                if (place.memoryLeft > most) {
                    next = most;
                    most = place.memoryLeft;
                    where = place.index;
                } else {
                    next = Math.max(next, place.memoryLeft);
                }
            }
        }
    }
}
