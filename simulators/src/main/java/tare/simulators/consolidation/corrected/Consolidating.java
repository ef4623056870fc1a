package tare.simulators.consolidation.corrected;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tare.simulators.consolidation.MotionPolicy.Selection;

/**
 * The paper's two steps: machines leave over-utilised hosts, then the least utilised hosts are
 * emptied, each wholly or not at all. A host takes memory for what it gets, an idle one costs what
 * it draws more than nothing, and no machine moves twice.
 */
final class Consolidating implements Mover {

    private final Guests guests;
    private final Detector detector;
    private final Selection selection;
    private final Correlation correlation;
    private final Random random;
    private final Draft draft;

    Consolidating(Guests guests, Detector detector, Selection selection, long seed) {
        this.guests = guests;
        this.detector = detector;
        this.selection = selection;
        correlation = new Correlation(guests);
        draft = new Draft(guests);
        random = new Random(seed);
    }

    @Override
    public boolean switchesOff() {
        return true;
    }

    @Override
    public List<Move> moves(List<Place> now) {
        draft.begin(now);
        boolean[] target = new boolean[now.size()];
        List<Integer> leaving = new ArrayList<>();
        for (Place place : draft.places()) {
            if (place.count > 0 && detector.over(place, Detector.NONE)) {
                draft.close(place.index, true);
                unload(place, leaving);
            }
        }
        List<Move> moves = new ArrayList<>();
        leaving.sort(byDemand());
        for (int vm : leaving) {
            @Nullable Place to = anywhere(vm);
            if (to == null) {
                draft.place(guests.host[vm]).add(vm, guests);
            } else {
                draft.take(vm, to.index);
                target[to.index] = true;
                moves.add(new Move(vm, to.index));
            }
        }
        empty(target, moves);
        return moves;
    }

    private Comparator<Integer> byDemand() {
        return Comparator.comparingDouble((Integer vm) -> -guests.request(vm));
    }

    private void unload(Place place, List<Integer> leaving) {
        do {
            int vm = chosen(place);
            if (vm < 0) {
                return;
            }
            leaving.add(vm);
            place.remove(vm, guests);
        } while (detector.over(place, Detector.NONE));
    }

    /** A machine that may leave; -1 if there is none. */
    private int chosen(Place place) {
        int[] may = new int[place.count];
        int count = 0;
        for (int i = 0; i < place.count; i++) {
            if (!guests.moving[place.vms[i]]) {
                may[count++] = place.vms[i];
            }
        }
        if (count == 0) {
            return -1;
        }
        return switch (selection) {
            case RS -> may[random.nextInt(count)];
            case MMT -> least(may, count, vm -> guests.memoryMib[vm]);
            case MU -> least(may, count, vm -> guests.request(vm) / guests.mips[vm]);
            case MC -> correlation.most(may, count);
        };
    }

    private static int least(int[] vms, int count, IntToDoubleFunction measure) {
        int found = vms[0];
        for (int i = 1; i < count; i++) {
            if (measure.applyAsDouble(vms[i]) < measure.applyAsDouble(found)) {
                found = vms[i];
            }
        }
        return found;
    }

    /** The host whose power grows least, those that are off too; null if none has room. */
    private @Nullable Place anywhere(int vm) {
        Cheapest cheapest = new Cheapest(vm);
        BitSet kindsSeenOff = new BitSet();
        for (Place place : draft.places()) {
            boolean off = !place.on();
            if (draft.closed(place.index)
                    || place.memoryLeft < guests.memoryMib[vm]
                    || (off && kindsSeenOff.get(place.kindIndex))) {
                continue;
            }
            // Those of a kind that are off are as good as each other.
            if (off) {
                kindsSeenOff.set(place.kindIndex);
            }
            cheapest.see(place);
        }
        return cheapest.found;
    }

    /** The same of those that are on. */
    private @Nullable Place running(int vm) {
        Cheapest cheapest = new Cheapest(vm);
        int memory = guests.memoryMib[vm];
        int hosts = draft.places().size();
        for (int i = draft.withRoom(0, memory); i < hosts; i = draft.withRoom(i + 1, memory)) {
            cheapest.see(draft.place(i));
        }
        return cheapest.found;
    }

    /** The first of the hosts that were seen whose power grows least. */
    private final class Cheapest {

        private final int vm;
        private final double request;
        private double least = Double.POSITIVE_INFINITY;
        private @Nullable Place found;

        private Cheapest(int vm) {
            this.vm = vm;
            request = guests.request(vm);
        }

        private void see(Place place) {
            if (place.kind.coreMips() < request) {
                return;
            }
            double after = (place.demand + request) / place.mips;
            double more = place.kind.curve().watts(after) - place.watts();
            if (more < least && !(place.count > 0 && detector.over(place, vm))) {
                least = more;
                found = place;
            }
        }
    }

    private void empty(boolean[] target, List<Move> moves) {
        List<Place> byLoad = new ArrayList<>(draft.places());
        byLoad.removeIf(place -> place.count == 0 || place.arriving > 0);
        byLoad.sort(Comparator.comparingDouble(Place::load));
        for (Place place : byLoad) {
            if (draft.closed(place.index) || target[place.index] || anyMoving(place)) {
                continue;
            }
            if (draft.mostBesides(place) < mostMemory(place)) {
                // One of its machines fits nowhere else.
                continue;
            }
            draft.close(place.index, true);
            List<Move> all = emptied(place);
            if (all.isEmpty()) {
                // It stays on, and may take machines of others.
                draft.close(place.index, false);
            }
            all.forEach(move -> target[move.to()] = true);
            moves.addAll(all);
        }
    }

    private int mostMemory(Place place) {
        int most = 0;
        for (int i = 0; i < place.count; i++) {
            most = Math.max(most, guests.memoryMib[place.vms[i]]);
        }
        return most;
    }

    private boolean anyMoving(Place place) {
        for (int i = 0; i < place.count; i++) {
            if (guests.moving[place.vms[i]]) {
                return true;
            }
        }
        return false;
    }

    private List<Move> emptied(Place place) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < place.count; i++) {
            all.add(place.vms[i]);
        }
        all.sort(byDemand());
        List<Move> moves = new ArrayList<>();
        for (int vm : all) {
            @Nullable Place to = running(vm);
            if (to == null) {
                moves.forEach(move -> draft.giveBack(move.vm(), move.to()));
                moves.clear();
                return moves;
            }
            draft.take(vm, to.index);
            moves.add(new Move(vm, to.index));
        }
        return moves;
    }
}
