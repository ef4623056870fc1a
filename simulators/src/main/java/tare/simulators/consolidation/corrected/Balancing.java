package tare.simulators.consolidation.corrected;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tare.simulators.consolidation.Estate;

/**
 * Balancing as VMware DRS does it, on hosts that are all on.
 *
 * <p>Up to vSphere 6 the measure is the deviation over hosts of {@code N = entitlements /
 * capacity}; while it is above the target, the move that lowers it most is taken if its benefit,
 * CPU that machines must be expected to lack less over the next interval, is more than its cost,
 * CPU lost while it moves. From vSphere 7 on the measure is the machines' own score, the share of
 * their demand that they must be expected to get; the move that raises the cluster's score most is
 * taken, if it raises it by more than it costs. In both a move needs memory, all of which is
 * reserved.
 *
 * <p>Sources: Gulati et al., "VMware Distributed Resource Management", VMware Technical Journal
 * 1(1), 2012; vSphere Resource Management 6 and 7; the target from VMware's knowledge base, article
 * 1007485: level {@code 6 - ceil(deviation / 0.1 sqrt(hosts))}.
 */
final class Balancing implements Mover {

    /** Each step: vSphere limits what it recommends at once, by what fits in an interval. */
    private static final int MOST_MOVES = 64;

    /** Sources that are looked at before a step is given up. */
    private static final int MOST_SOURCES = 8;

    private static final double INTERVAL = 300;

    private final Guests guests;
    private final Estate estate;
    private final Shortfall shortfall;

    /** 1 to 5, the most eager; 0 for scores. */
    private final int level;

    Balancing(Guests guests, Estate estate, int level) {
        this.guests = guests;
        this.estate = estate;
        this.level = level;
        shortfall = new Shortfall(guests);
    }

    /** A move with what it does: the more the better. */
    private record Candidate(int vm, Place from, Place to, double gain) {}

    @Override
    public boolean switchesOff() {
        return false;
    }

    @Override
    public List<Move> moves(List<Place> now) {
        shortfall.learn();
        List<Place> plan = new ArrayList<>(now.size());
        now.forEach(place -> plan.add(place.copy()));
        double[] variances = plan.stream().mapToDouble(shortfall::variance).toArray();
        boolean[] moved = guests.moving.clone();
        List<Move> moves = new ArrayList<>();
        while (moves.size() < MOST_MOVES && !balanced(plan)) {
            @Nullable Candidate best = best(plan, variances, moved);
            if (best == null) {
                break;
            }
            best.from().remove(best.vm(), guests);
            best.to().add(best.vm(), guests);
            best.to().memoryLeft -= guests.memoryMib[best.vm()];
            variances[best.from().index] -= shortfall.variance(best.vm());
            variances[best.to().index] += shortfall.variance(best.vm());
            moved[best.vm()] = true;
            moves.add(new Move(best.vm(), best.to().index));
        }
        return moves;
    }

    private boolean balanced(List<Place> plan) {
        return level > 0 && deviation(plan) <= target(level, plan.size());
    }

    /** Deviation that a level of eagerness leaves: none at 5, so much that nothing moves at 1. */
    static double target(int level, int hosts) {
        return level == 1 ? Double.POSITIVE_INFINITY : (5 - level) * 0.1 / StrictMath.sqrt(hosts);
    }

    /** Population deviation of normalised entitlements. */
    static double deviation(List<Place> plan) {
        double sum = 0;
        double squares = 0;
        for (Place place : plan) {
            double normalised = place.demand / place.mips;
            sum += normalised;
            squares += normalised * normalised;
        }
        double mean = sum / plan.size();
        return StrictMath.sqrt(Math.max(0, squares / plan.size() - mean * mean));
    }

    /** From the worst host that has a move worth its cost; null if none of the worst has. */
    private @Nullable Candidate best(List<Place> plan, double[] variances, boolean[] moved) {
        List<Place> worst = new ArrayList<>(plan);
        worst.removeIf(place -> place.count == 0);
        worst.sort(Comparator.comparingDouble((Place place) -> -badness(place, variances)));
        for (Place from : worst.subList(0, Math.min(MOST_SOURCES, worst.size()))) {
            @Nullable Candidate best = null;
            for (int i = 0; i < from.count; i++) {
                int vm = from.vms[i];
                if (!moved[vm]) {
                    for (Place to : plan) {
                        double gain = gain(vm, from, to, variances);
                        if (gain > 0 && (best == null || gain > best.gain())) {
                            best = new Candidate(vm, from, to, gain);
                        }
                    }
                }
            }
            if (best != null) {
                return best;
            }
        }
        return null;
    }

    private double badness(Place place, double[] variances) {
        return level > 0
                ? place.demand / place.mips
                : Shortfall.of(place.demand, variances[place.index], place.mips);
    }

    /** What a move is worth; not above 0 if it may not be, or does not pay. */
    private double gain(int vm, Place from, Place to, double[] variances) {
        double demand = guests.demand(vm, from.kind);
        if (to == from
                || to.memoryLeft < guests.memoryMib[vm]
                || to.kind.coreMips() < guests.request(vm)
                || (to.demand + demand) / to.mips >= from.demand / from.mips) {
            return 0;
        }
        double variance = shortfall.variance(vm);
        double before =
                Shortfall.of(from.demand, variances[from.index], from.mips)
                        + Shortfall.of(to.demand, variances[to.index], to.mips);
        double after =
                Shortfall.of(from.demand - demand, variances[from.index] - variance, from.mips)
                        + Shortfall.of(to.demand + demand, variances[to.index] + variance, to.mips);
        double seconds = estate.migrationSeconds(guests.memoryMib[vm]);
        double pays = (before - after) * INTERVAL - Ledger.DEGRADATION * demand * seconds;
        if (pays <= 0 || level == 0) {
            return pays;
        }
        double less = demand / from.mips;
        double more = demand / to.mips;
        double high = from.demand / from.mips;
        double low = to.demand / to.mips;
        // Twice the covariance with the mean does not change, as the mean hardly does.
        return high * high
                - (high - less) * (high - less)
                - (low + more) * (low + more)
                + low * low;
    }
}
