package tare.harness.crowd;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.harness.host.AvailableMemory;

/**
 * Instances that live at once, held by several helpers: another is opened when one has no
 * descriptors left. Used by one thread; helpers work at the same time between a question and its
 * answer.
 */
public final class Crowd implements AutoCloseable {

    /** A helper is asked again after this time, so that no bound is passed by much. */
    private static final long TURN_NANOS = 2_000_000_000L;

    /** What a round of questions asks of all launchers together. */
    private static final int TURN_STARTS = Bounds.WINDOW;

    private final MonotonicClock clock;
    private final Bounds bounds;
    private final Opening opening;
    private final AvailableMemory memory;
    private final long descriptorLimit;
    private final List<Member> members = new ArrayList<>();
    private int opened;

    /** Makes the next helper: started, and in the cgroup that it belongs to. */
    @FunctionalInterface
    public interface Opening {
        Keeper open(int number) throws IOException;
    }

    /**
     * @param descriptorLimit how many descriptors one process may have
     */
    public Crowd(MonotonicClock clock, Bounds bounds, Opening opening, long descriptorLimit)
            throws IOException {
        this.clock = clock;
        this.bounds = bounds;
        this.opening = opening;
        this.descriptorLimit = descriptorLimit;
        this.memory = AvailableMemory.open();
    }

    /**
     * Opens as many helpers as start at the same time, and lets them compile their launch path.
     *
     * @throws LaunchException if one cannot
     */
    public void open() throws IOException {
        open(bounds.launchers());
    }

    private void open(int count) throws IOException {
        List<Member> fresh = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Member member = new Member(opening.open(opened++), descriptorLimit);
            members.add(member);
            fresh.add(member);
        }
        for (Member member : fresh) {
            member.helper().number();
            member.helper().send("warm");
        }
        for (Member member : fresh) {
            member.begins(member.helper().number());
        }
    }

    /**
     * Starts instances until a bound is met, a start fails, or the host has no more to give.
     *
     * @param mark told the number of instances whenever it is a multiple of {@link Bounds#every},
     *     while nothing starts
     */
    public Growth grow(IntConsumer mark) throws IOException {
        return new Growing(mark).run();
    }

    /** How many helpers hold instances. */
    public int helpers() {
        return members.size();
    }

    /** Descriptors that the helpers have open, all together. */
    public int descriptors() {
        return members.stream().mapToInt(Member::descriptors).sum();
    }

    /** How many instances answer. */
    public int ping() {
        List<Member> asked = living("ping");
        int alive = 0;
        for (Member member : asked) {
            try {
                alive += member.helper().number();
            } catch (LaunchException e) {
                member.died();
            }
        }
        return alive;
    }

    /**
     * Ends every instance of all helpers at the same time; the helpers stay.
     *
     * @return how long it took, in nanoseconds: every process reaped, every path removed
     * @throws LaunchException if something could not be ended
     */
    public long end() {
        long begin = clock.nanos();
        for (Member member : living("end")) {
            member.helper().number();
        }
        return clock.nanos() - begin;
    }

    /**
     * Replaces the oldest instance of the first helper by a new one, again and again.
     *
     * @param most how many times
     * @param nanos for how long at most
     */
    public Batch turn(int most, long nanos) {
        Member member = members.get(0);
        member.helper().send(true, most, bounds.floorBytes(), nanos);
        Batch batch = member.helper().batch();
        member.holds(batch);
        return batch;
    }

    private List<Member> living(String command) {
        List<Member> asked = new ArrayList<>();
        for (Member member : members) {
            if (!member.dead()) {
                try {
                    member.helper().send(command);
                    asked.add(member);
                } catch (LaunchException e) {
                    member.died();
                }
            }
        }
        return asked;
    }

    /** Ends what lives; the first failure is thrown when all have been tried. */
    @Override
    public void close() throws IOException {
        LaunchException first = null;
        for (Member member : members) {
            try {
                member.helper().close();
            } catch (LaunchException e) {
                first = first == null ? e : first;
            }
        }
        memory.close();
        if (first != null) {
            throw first;
        }
    }

    /** One growth: the loop's state. */
    private final class Growing {

        private final IntConsumer mark;
        private final List<Batch.Start> starts = new ArrayList<>();
        private final List<Batch.Start> turn = new ArrayList<>();
        private final long begin = clock.nanos();
        private long needBytes = InstanceSpec.DEFAULT_MEMORY_BYTES;
        private int lost;
        private Optional<End> ended = Optional.empty();

        /** What ended it. */
        private record End(Limit limit, String reason, String remedy) {}

        Growing(IntConsumer mark) {
            this.mark = mark;
        }

        Growth run() throws IOException {
            mark.accept(alive());
            while (ended.isEmpty()) {
                int before = alive();
                List<Member> launchers = launchers();
                if (before >= bounds.most()) {
                    set(Limit.CAP, before + " were asked for", "");
                } else if (clock.nanos() - begin >= bounds.nanos()) {
                    set(Limit.DURATION, bounds.nanos() / 1_000_000_000L + " s are over", "");
                } else if (launchers.isEmpty()) {
                    set(
                            Limit.DESCRIPTORS,
                            members.size() + " processes have " + descriptorLimit + " each",
                            "");
                } else {
                    int next = bounds.every() - before % bounds.every();
                    turn(launchers, Math.min(next, room(before)));
                }
            }
            End end = ended.get();
            String change = end.remedy().isEmpty() ? end.limit().change() : end.remedy();
            return new Growth(alive(), starts, end.limit(), end.reason(), change, lost);
        }

        private int room(int before) {
            return Math.min(TURN_STARTS, bounds.most() - before);
        }

        /** The helpers that start next: those with room, and new ones if they are too few. */
        private List<Member> launchers() throws IOException {
            List<Member> able = able();
            int missing = bounds.launchers() - able.size();
            int allowed = Math.min(missing, bounds.helpers() - members.size());
            if (allowed > 0) {
                open(allowed);
                able = able();
            }
            return able.subList(0, Math.min(able.size(), bounds.launchers()));
        }

        private List<Member> able() {
            return members.stream().filter(member -> member.room() > 0).toList();
        }

        private void turn(List<Member> launchers, int wanted) throws IOException {
            long before = memory.bytes();
            // As if every launcher made one more that takes as much as any before.
            long least = bounds.floorBytes() + needBytes * launchers.size();
            int share = (wanted + launchers.size() - 1) / launchers.size();
            int left = wanted;
            List<Member> asked = new ArrayList<>();
            for (Member member : launchers) {
                int own = Math.min(Math.min(share, left), member.room());
                if (own > 0 && sent(member, own, least)) {
                    asked.add(member);
                    left -= own;
                }
            }
            turn.clear();
            asked.forEach(this::collect);
            turn.sort(Comparator.comparingLong(Batch.Start::startNanos));
            starts.addAll(turn);
            long after = memory.bytes();
            if (!turn.isEmpty()) {
                needBytes = Math.max(1L << 20, 2 * (before - after) / turn.size());
            }
            judge(memory.bytes(bounds.floorBytes()));
        }

        private boolean sent(Member member, int own, long least) {
            try {
                member.helper().send(false, own, least, Math.min(TURN_NANOS, bounds.nanos()));
                return true;
            } catch (LaunchException e) {
                gone(member, e);
                return false;
            }
        }

        private void collect(Member member) {
            try {
                Batch batch = member.helper().batch();
                member.holds(batch);
                turn.addAll(batch.starts());
                batch.stop().ifPresent(this::stopped);
            } catch (LaunchException e) {
                gone(member, e);
            }
        }

        private void gone(Member member, LaunchException e) {
            lost += member.alive();
            member.died();
            set(Limit.HELPER_LOST, e.summary(), "");
        }

        private void stopped(Batch.Stop stop) {
            Limit limit = Limit.of(stop);
            String reason =
                    stop.memory()
                            ? stop.why() + " B are available, " + bounds.floorBytes() + " B stay"
                            : stop.step() + ": " + stop.why();
            set(limit, reason, stop.remedy());
        }

        private void judge(long available) {
            int alive = alive();
            if (alive % bounds.every() == 0) {
                mark.accept(alive);
            }
            if (available < bounds.floorBytes()) {
                set(Limit.MEMORY_FLOOR, available + " B are available", "");
            }
            if (bounds.slaNanos().isPresent() && starts.size() >= Bounds.WINDOW) {
                long worst = tail();
                if (worst > bounds.slaNanos().getAsLong()) {
                    set(
                            Limit.SLA,
                            "p99 of the last " + Bounds.WINDOW + " starts was " + worst + " ns",
                            "");
                }
            }
        }

        /** The 99 % quantile of the last starts: the second largest of a hundred. */
        private long tail() {
            long[] last =
                    starts.subList(starts.size() - Bounds.WINDOW, starts.size()).stream()
                            .mapToLong(Batch.Start::nanos)
                            .sorted()
                            .toArray();
            return last[last.length * 99 / 100 - 1];
        }

        private int alive() {
            return members.stream().mapToInt(Member::alive).sum();
        }

        /** The first that is found stands. */
        private void set(Limit limit, String reason, String remedy) {
            if (ended.isEmpty()) {
                ended = Optional.of(new End(limit, reason, remedy));
            }
        }
    }
}
