package tare.simulators.consolidation.corrected;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The hosts as a plan would have them. What room each has stands in one array: most have too little
 * for a machine, or are off, and are passed over without a look at them. Most hosts cannot be
 * emptied either, since a machine of theirs fits on no other: that is seen from the most room that
 * there is.
 */
final class Draft {

    private static final int NOBODY = -1;

    private final Guests guests;
    private final List<Place> places = new ArrayList<>();

    /** Hosts that take no machine, by index. */
    private boolean[] closed = {};

    /** MiB that hosts which are on and take machines have left; below 0 for all others. */
    private int[] room = {};

    private boolean known;
    private int most;
    private int where;
    private int next;

    Draft(Guests guests) {
        this.guests = guests;
    }

    /** Begins anew with the hosts as they are; those are left alone. */
    void begin(List<Place> now) {
        if (places.isEmpty()) {
            now.forEach(place -> places.add(place.copy()));
            closed = new boolean[places.size()];
            room = new int[places.size()];
        }
        Arrays.fill(closed, false);
        for (Place place : now) {
            places.get(place.index).become(place);
            changed(place.index);
        }
    }

    /** All of them, by index. */
    List<Place> places() {
        return places;
    }

    Place place(int index) {
        return places.get(index);
    }

    /** Whether a host takes no machines. */
    boolean closed(int index) {
        return closed[index];
    }

    /** Lets a host take no machines, or take some again. */
    void close(int index, boolean now) {
        closed[index] = now;
        changed(index);
    }

    /**
     * The first host from an index on that is on, takes machines and has so many MiB left; as many
     * as there are if none.
     */
    int withRoom(int from, int memoryMib) {
        int index = from;
        while (index < room.length && room[index] < memoryMib) {
            index++;
        }
        return index;
    }

    /** A machine comes to a host. */
    void take(int vm, int to) {
        Place place = places.get(to);
        place.add(vm, guests);
        place.memoryLeft -= guests.memoryMib[vm];
        changed(to);
    }

    /** It does not, after all. */
    void giveBack(int vm, int to) {
        Place place = places.get(to);
        place.remove(vm, guests);
        place.memoryLeft += guests.memoryMib[vm];
        changed(to);
    }

    private void changed(int index) {
        Place place = places.get(index);
        room[index] = place.on() && !closed[index] ? place.memoryLeft : NOBODY;
        known = false;
    }

    /** MiB of the host with the most room of all others; below 0 if there is none. */
    int mostBesides(Place place) {
        if (!known) {
            look();
            known = true;
        }
        return where == place.index ? next : most;
    }

    private void look() {
        most = NOBODY;
        next = NOBODY;
        where = NOBODY;
        for (int i = withRoom(0, 0); i < room.length; i = withRoom(i + 1, next + 1)) {
            if (room[i] > most) {
                next = most;
                most = room[i];
                where = i;
            } else {
                next = room[i];
            }
        }
    }
}
