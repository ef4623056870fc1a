package tare.simulators.consolidation.corrected;

import java.util.List;

/** What is to move at a step. */
interface Mover {

    /**
     * A machine is to go to a host.
     *
     * @param to the host's index
     */
    record Move(int vm, int to) {}

    /**
     * Moves from hosts as they are, which it leaves alone; no machine twice, none that is moving.
     */
    List<Move> moves(List<Place> places);

    /** Whether hosts without machines are off. */
    boolean switchesOff();
}
