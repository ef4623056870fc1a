package tare.simulators.consolidation.corrected;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tare.results.failure.InputError;
import tare.simulators.consolidation.DayOutcome;
import tare.simulators.consolidation.DayUse;
import tare.simulators.consolidation.Estate;
import tare.simulators.consolidation.Moment;
import tare.simulators.consolidation.MotionPolicy;
import tare.simulators.consolidation.MotionPolicy.Detection;
import tare.simulators.migration.SharedNetwork;

/**
 * A day by the paper's rules. A sample holds for its five minutes; steps come with the samples;
 * machines stay to the end of the day, hold their memory on the old host and on the new one while
 * they move, and share the hosts' links.
 */
public final class CorrectedDay {

    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double BYTES_PER_MBIT = 1e6 / 8;

    private final MotionPolicy policy;
    private final Guests guests;
    private final List<Place> places = new ArrayList<>();
    private final Mover mover;
    private final Ledger ledger;
    private final SharedNetwork network;
    private final int[] target;
    private final double[] began;
    private final List<Moment> moments = new ArrayList<>();

    private CorrectedDay(DayUse day, Estate estate, MotionPolicy policy, long seed) {
        this.policy = policy;
        guests = new Guests(day, estate);
        for (int host = 0; host < estate.hosts(); host++) {
            places.add(new Place(host, host % estate.hostKinds().size(), estate.host(host)));
        }
        mover =
                policy.detection().balances()
                        ? new Balancing(guests, estate, (int) policy.parameter())
                        : new Consolidating(
                                guests, new Detector(guests, policy), policy.selection(), seed);
        ledger = new Ledger(guests.count, places.size(), policy.detection() == Detection.NPA);
        // The other half is for the machines' own traffic.
        network = new SharedNetwork(places.size(), estate.networkMbit() * BYTES_PER_MBIT / 2);
        target = new int[guests.count];
        began = new double[guests.count];
    }

    /**
     * Plays a day. A pure function.
     *
     * @param seed of what RS draws
     * @throws InputError if the hosts cannot hold the machines at the start
     */
    public static DayOutcome play(DayUse day, Estate estate, MotionPolicy policy, long seed) {
        return new CorrectedDay(day, estate, policy, seed).play();
    }

    private DayOutcome play() {
        admit();
        create();
        for (int step = 0; step < DayUse.SAMPLES; step++) {
            double start = step * DayUse.INTERVAL;
            pay(start);
            guests.at(step);
            places.forEach(place -> place.sum(guests));
            for (int vm = 0; vm < guests.count; vm++) {
                ledger.asks(vm, guests.request(vm), DayUse.INTERVAL);
            }
            if (policy.detection().moves()) {
                mover.moves(places).forEach(move -> begin(move, start));
            }
            note(start);
            arrivals(start, start + DayUse.INTERVAL);
        }
        pay(DayUse.DAY);
        double joulesPerKwh = 3600 * 1000;
        return new DayOutcome(
                ledger.wattSeconds() / joulesPerKwh,
                ledger.migrations(),
                ledger.slatah(),
                ledger.pdm(),
                ledger.overall(),
                ledger.shutdowns(),
                moments);
    }

    /** Memory is reserved; where hosts are balanced one may fail. */
    private void admit() {
        double spare =
                new Admission(policy.detection().balances() ? 1 : 0)
                        .spare(
                                places.stream()
                                        .map(place -> (double) place.kind.memoryMib())
                                        .toList(),
                                Arrays.stream(guests.memoryMib)
                                        .mapToObj(mib -> (double) mib)
                                        .toList());
        if (spare < 0) {
            throw new InputError(
                    "the machines are not admitted",
                    guests.count + " machines on " + places.size() + " hosts",
                    "their memory is reserved, and is more than hosts have when one has failed",
                    "give more hosts, for example --set hosts=" + 2 * places.size());
        }
    }

    /** First fit by what machines may ask for at the most, as they are created. */
    private void create() {
        double[] left = new double[places.size()];
        places.forEach(place -> left[place.index] = place.mips);
        for (int vm = 0; vm < guests.count; vm++) {
            @Nullable Place place = first(vm, left);
            if (place == null) {
                throw new InputError(
                        "the machines cannot be placed",
                        "machine " + vm + " of " + guests.count,
                        "no host has "
                                + guests.mips[vm]
                                + " MIPS and "
                                + guests.memoryMib[vm]
                                + " MiB left at the start",
                        "give more hosts, for example --set hosts=" + 2 * places.size());
            }
            place.add(vm, guests);
            place.memoryLeft -= guests.memoryMib[vm];
            left[place.index] -= guests.mips[vm];
            guests.host[vm] = place.index;
        }
    }

    private @Nullable Place first(int vm, double[] left) {
        for (Place place : places) {
            if (left[place.index] >= guests.mips[vm]
                    && place.kind.coreMips() >= guests.mips[vm]
                    && place.memoryLeft >= guests.memoryMib[vm]) {
                return place;
            }
        }
        return null;
    }

    private void begin(Mover.Move move, double now) {
        int vm = move.vm();
        Place to = places.get(move.to());
        ledger.begun();
        ledger.pay(to, now, offAllowed());
        to.arriving++;
        to.memoryLeft -= guests.memoryMib[vm];
        guests.moving[vm] = true;
        target[vm] = to.index;
        began[vm] = now;
        network.begin(vm, guests.host[vm], to.index, guests.memoryMib[vm] * BYTES_PER_MIB);
    }

    /** Lets migrations end until the next sample. */
    private void arrivals(double start, double until) {
        for (SharedNetwork.Arrival arrival = network.next(until);
                arrival != null;
                arrival = network.next(until)) {
            int vm = arrival.id();
            double now = arrival.seconds();
            Place from = places.get(guests.host[vm]);
            Place to = places.get(target[vm]);
            ledger.pay(from, now, offAllowed());
            ledger.pay(to, now, offAllowed());
            ledger.moves(vm, guests.request(vm), now - Math.max(start, began[vm]));
            from.remove(vm, guests);
            from.memoryLeft += guests.memoryMib[vm];
            to.arriving--;
            to.add(vm, guests);
            guests.host[vm] = to.index;
            guests.moving[vm] = false;
        }
        for (int vm = 0; vm < guests.count; vm++) {
            if (guests.moving[vm]) {
                ledger.moves(vm, guests.request(vm), until - Math.max(start, began[vm]));
            }
        }
    }

    private boolean offAllowed() {
        return mover.switchesOff() && policy.detection() != Detection.NPA;
    }

    private void pay(double now) {
        places.forEach(place -> ledger.pay(place, now, offAllowed()));
    }

    private void note(double seconds) {
        int active = 0;
        double given = 0;
        double mips = 0;
        for (Place place : places) {
            if (place.on() || !offAllowed()) {
                active++;
                given += Math.min(place.demand, place.mips);
                mips += place.mips;
            }
        }
        moments.add(new Moment(seconds, active, active == 0 ? 0 : given / mips));
    }
}
