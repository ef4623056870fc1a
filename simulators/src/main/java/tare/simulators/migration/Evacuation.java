package tare.simulators.migration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tare.simulators.migration.Transfer.Ended;

/**
 * Machines that leave hosts for others, so many of them at once: each as {@link PreCopy} or {@link
 * PostCopy} says, all over the links that they share.
 *
 * <p>A round that gets half of the bandwidth takes twice as long, the machine dirties more
 * meanwhile, and the next round is longer: so several at once may take longer than the same one
 * after the other, or not come to an end.
 *
 * @param sources hosts that are left, at least 1; machine i is on host i mod sources
 * @param targets hosts that take them, at least 1; machine i goes to host i mod targets
 * @param bytesPerSecond of each host in each direction, above 0
 * @param atOnce migrations on their way at the most, at least 1
 */
public record Evacuation(int sources, int targets, double bytesPerSecond, int atOnce) {

    public Evacuation {
        if (sources < 1 || targets < 1 || atOnce < 1 || !(bytesPerSecond > 0)) {
            throw new IllegalArgumentException(
                    sources + " to " + targets + ", " + atOnce + " at once, " + bytesPerSecond);
        }
    }

    /** How a machine moves. */
    public sealed interface Way {

        /** Its memory goes first. */
        record MemoryFirst(PreCopy rules) implements Way {}

        /**
         * It goes first, its memory after it.
         *
         * @param touchedBytes its working set, at most its memory
         * @param touchSeconds over which it touches all of it once
         */
        record MachineFirst(PostCopy rules, double touchedBytes, double touchSeconds)
                implements Way {}
    }

    /**
     * What became of all.
     *
     * @param transfers in the order of the machines; their times are from when each began
     * @param seconds until the last had arrived
     */
    public record Outcome(List<Transfer> transfers, double seconds) {

        public Outcome {
            transfers = List.copyOf(transfers);
        }
    }

    /** Moves machines, all in one way. */
    public Outcome of(List<Guest> guests, Way way) {
        Deque<Integer> waiting = new ArrayDeque<>();
        for (int i = 0; i < guests.size(); i++) {
            waiting.add(i);
        }
        SharedNetwork network = new SharedNetwork(sources + targets, bytesPerSecond);
        Map<Integer, Moving> moving = new HashMap<>();
        Transfer[] done = new Transfer[guests.size()];
        double now = 0;
        while (!waiting.isEmpty() || !moving.isEmpty()) {
            while (moving.size() < atOnce && !waiting.isEmpty()) {
                int next = waiting.remove();
                Moving one = moving(guests.get(next), way, now);
                moving.put(next, one);
                send(network, next, one.first());
            }
            SharedNetwork.Arrival arrival =
                    Objects.requireNonNull(network.next(Double.POSITIVE_INFINITY));
            now = arrival.seconds();
            Moving one = Objects.requireNonNull(moving.get(arrival.id()));
            OptionalDouble more = one.arrived(now);
            if (more.isPresent()) {
                send(network, arrival.id(), more.getAsDouble());
            } else {
                done[arrival.id()] = one.transfer(now);
                moving.remove(arrival.id());
            }
        }
        return new Outcome(List.of(done), now);
    }

    private void send(SharedNetwork network, int id, double bytes) {
        network.begin(id, id % sources, sources + id % targets, bytes);
    }

    private static Moving moving(Guest guest, Way way, double now) {
        if (way instanceof Way.MemoryFirst memory) {
            return new MemoryMoving(new Copying(guest, memory.rules()), memory.rules(), now);
        }
        return new MachineMoving(guest, (Way.MachineFirst) way, now);
    }

    /** One machine on its way: what it sends, one piece after the other. */
    private interface Moving {

        /** Bytes of the first piece. */
        double first();

        /**
         * The piece has arrived.
         *
         * @return bytes of the next, or none if all is there
         */
        OptionalDouble arrived(double now);

        /** What it came to, once all is there. */
        Transfer transfer(double now);
    }

    /** Rounds while it runs, then the rest while it stands still. */
    private static final class MemoryMoving implements Moving {
        private final Copying copying;
        private final PreCopy rules;
        private final double began;
        private double since;
        private @Nullable Ended ended;

        MemoryMoving(Copying copying, PreCopy rules, double now) {
            this.copying = copying;
            this.rules = rules;
            began = now;
            since = now;
        }

        @Override
        public double first() {
            return copying.left();
        }

        @Override
        public OptionalDouble arrived(double now) {
            if (ended != null) {
                return OptionalDouble.empty();
            }
            ended = copying.sent(now - since).orElse(null);
            since = now;
            return ended != null && copying.left() == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(copying.left());
        }

        @Override
        public Transfer transfer(double now) {
            double resume = rules.resumeSeconds();
            return new Transfer(
                    copying.rounds(),
                    copying.traffic() + copying.left(),
                    now - began + resume,
                    now - since + resume,
                    copying.lost(),
                    Objects.requireNonNull(ended));
        }
    }

    /** Its devices' state while it stands still, then its memory while it runs elsewhere. */
    private static final class MachineMoving implements Moving {
        private final Guest guest;
        private final Way.MachineFirst way;
        private final double began;
        private double resumed = -1;

        MachineMoving(Guest guest, Way.MachineFirst way, double now) {
            this.guest = guest;
            this.way = way;
            began = now;
        }

        @Override
        public double first() {
            return way.rules().stateBytes();
        }

        @Override
        public OptionalDouble arrived(double now) {
            if (resumed >= 0) {
                return OptionalDouble.empty();
            }
            resumed = now;
            return OptionalDouble.of(guest.memoryBytes());
        }

        @Override
        public Transfer transfer(double now) {
            double resume = way.rules().resumeSeconds();
            return new Transfer(
                    0,
                    guest.memoryBytes() + way.rules().stateBytes(),
                    now - began + resume,
                    resumed - began + resume,
                    way.rules().lost(way.touchedBytes(), way.touchSeconds(), now - resumed, guest),
                    Ended.MOVED_FIRST);
        }
    }
}
