package tare.simulators.consolidation.corrected;

import java.util.ArrayList;
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
    private final Room room = new Room();

    Consolidating(Guests guests, Detector detector, Selection selection, long seed) {
        this.guests = guests;
        this.detector = detector;
        this.selection = selection;
        correlation = new Correlation(guests);
        random = new Random(seed);
    }

    @Override
    public boolean switchesOff() {
        return true;
    }

    @Override
    public List<Move> moves(List<Place> now) {
        List<Place> plan = new ArrayList<>(now.size());
        now.forEach(place -> plan.add(place.copy()));
        boolean[] source = new boolean[plan.size()];
        boolean[] target = new boolean[plan.size()];
        List<Integer> leaving = new ArrayList<>();
        for (Place place : plan) {
            if (place.count > 0 && detector.over(place, Detector.NONE)) {
                source[place.index] = true;
                unload(place, leaving);
            }
        }
        List<Move> moves = new ArrayList<>();
        leaving.sort(byDemand());
        for (int vm : leaving) {
            @Nullable Place to = best(plan, vm, source, false);
            if (to == null) {
                plan.get(guests.host[vm]).add(vm, guests);
            } else {
                take(to, vm, target, moves);
            }
        }
        empty(plan, source, target, moves);
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

    /** The host whose power grows least; null if none has room. */
    private @Nullable Place best(List<Place> plan, int vm, boolean[] excluded, boolean onlyOn) {
        @Nullable Place found = null;
        double least = Double.POSITIVE_INFINITY;
        boolean[] seenOff = new boolean[plan.size()];
        for (Place place : plan) {
            boolean off = !place.on();
            if (excluded[place.index]
                    || place.memoryLeft < guests.memoryMib[vm]
                    || place.kind.coreMips() < guests.request(vm)
                    || (off && (onlyOn || seenOff[place.kindIndex]))) {
                continue;
            }
            if (off) {
                seenOff[place.kindIndex] = true;
            }
            double after = (place.demand + guests.request(vm)) / place.mips;
            double more = place.kind.curve().watts(after) - place.watts();
            if (more < least && !(place.count > 0 && detector.over(place, vm))) {
                least = more;
                found = place;
            }
        }
        return found;
    }

    private void take(Place to, int vm, boolean[] target, List<Move> moves) {
        to.add(vm, guests);
        to.memoryLeft -= guests.memoryMib[vm];
        room.changed();
        target[to.index] = true;
        moves.add(new Move(vm, to.index));
    }

    private void empty(List<Place> plan, boolean[] source, boolean[] target, List<Move> moves) {
        room.changed();
        List<Place> byLoad = new ArrayList<>(plan);
        byLoad.removeIf(place -> place.count == 0 || place.arriving > 0);
        byLoad.sort(Comparator.comparingDouble(Place::load));
        for (Place place : byLoad) {
            if (source[place.index] || target[place.index] || anyMoving(place)) {
                continue;
            }
            if (room.besides(place, plan, source) < mostMemory(place)) {
                // One of its machines fits nowhere else.
                continue;
            }
            source[place.index] = true;
            List<Move> all = emptied(plan, place, source);
            room.changed();
            if (all.isEmpty()) {
                // It stays on, and may take machines of others.
                source[place.index] = false;
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

    private List<Move> emptied(List<Place> plan, Place place, boolean[] source) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < place.count; i++) {
            all.add(place.vms[i]);
        }
        all.sort(byDemand());
        List<Move> moves = new ArrayList<>();
        boolean[] unused = new boolean[plan.size()];
        for (int vm : all) {
            @Nullable Place to = best(plan, vm, source, true);
            if (to == null) {
                for (Move move : moves) {
                    plan.get(move.to()).remove(move.vm(), guests);
                    plan.get(move.to()).memoryLeft += guests.memoryMib[move.vm()];
                }
                moves.clear();
                return moves;
            }
            take(to, vm, unused, moves);
        }
        return moves;
    }
}
