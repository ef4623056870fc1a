package tare.simulators.engine;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;

/**
 * Finds the host on which a more important instance costs the least: all less important ones are
 * taken off in thought, and as many put back as have room, the most important first. The host with
 * the least important highest victim is taken, then the smallest sum of priorities, then the fewest
 * victims, then the one whose most important victim started last, then the first looked at. Hosts
 * are looked at from a random one on until a tenth of them, 100 at the least, would do.
 *
 * <p>There are no disruption budgets here, which come before all that in Kubernetes.
 *
 * <p>Source: Kubernetes, pkg/scheduler/framework/preemption and plugins/defaultpreemption.
 */
final class Preemption {

    private static final String GENERATOR = "L64X128MixRandom";
    private static final int LEAST_CANDIDATES = 100;
    private static final int SHARE = 10;

    private final Workload workload;
    private final Hosts hosts;
    private final Ledger ledger;
    private final RandomGenerator random;
    private int[] lower = new int[16];
    private Choice best = Choice.NONE;
    private boolean tookOff;

    /** What a host would cost. */
    private record Choice(
            int host, List<Integer> victims, int highest, long sum, long latestStartNanos) {

        static final Choice NONE = new Choice(Hosts.NONE, List.of(), 0, 0, 0);

        boolean isBetterThan(Choice other) {
            if (other.host == Hosts.NONE || highest != other.highest) {
                return other.host == Hosts.NONE || highest < other.highest;
            }
            if (sum != other.sum) {
                return sum < other.sum;
            }
            return victims.size() != other.victims.size()
                    ? victims.size() < other.victims.size()
                    : latestStartNanos > other.latestStartNanos;
        }
    }

    Preemption(Workload workload, Hosts hosts, Ledger ledger, long seed) {
        this.workload = workload;
        this.hosts = hosts;
        this.ledger = ledger;
        random = RandomGeneratorFactory.of(GENERATOR).create(seed);
    }

    /** The host, or {@link Hosts#NONE} if taking off less important instances would not help. */
    int hostFor(int instance) {
        best = Choice.NONE;
        int count = hosts.count();
        int wanted = Math.max(LEAST_CANDIDATES, count / SHARE);
        int offset = count == 0 ? 0 : (int) ((random.nextLong() >>> 1) % count);
        for (int i = 0; i < count && wanted > 0; i++) {
            Choice choice = choice((int) (((long) offset + i) % count), instance);
            if (choice.host != Hosts.NONE) {
                wanted--;
                best = choice.isBetterThan(best) ? choice : best;
            }
        }
        tookOff |= best.host != Hosts.NONE;
        return best.host;
    }

    /** Who is taken off that host. */
    List<Integer> victims() {
        return best.victims;
    }

    /** Whether somebody was taken off since this was asked last. */
    boolean tookSomebodyOff() {
        boolean was = tookOff;
        tookOff = false;
        return was;
    }

    private Choice choice(int host, int instance) {
        int count = 0;
        int cpu = hosts.freeCpuMillis(host) - workload.cpuMillis(instance);
        long memory = hosts.freeMemoryBytes(host) - workload.memoryBytes(instance);
        for (int i = ledger.firstOn(host); i >= 0; i = ledger.nextOn(i)) {
            if (workload.priority(i) < workload.priority(instance)
                    && workload.gang(i) == Workload.NO_GANG) {
                lower = count == lower.length ? Arrays.copyOf(lower, 2 * count) : lower;
                lower[count++] = i;
                cpu += workload.cpuMillis(i);
                memory += workload.memoryBytes(i);
            }
        }
        int slots = hosts.kind(host).slots() - hosts.instances(host) + count - 1;
        if (count == 0 || cpu < 0 || memory < 0 || slots < 0) {
            return Choice.NONE;
        }
        return reprieve(host, count, cpu, memory, slots);
    }

    /** Puts back whom there is room for. */
    private Choice reprieve(int host, int count, int freeCpu, long freeMemory, int freeSlots) {
        sortByImportance(count);
        int cpu = freeCpu;
        long memory = freeMemory;
        int slots = freeSlots;
        int victims = 0;
        for (int i = 0; i < count; i++) {
            int each = lower[i];
            if (slots > 0
                    && cpu >= workload.cpuMillis(each)
                    && memory >= workload.memoryBytes(each)) {
                cpu -= workload.cpuMillis(each);
                memory -= workload.memoryBytes(each);
                slots--;
            } else {
                lower[victims++] = each;
            }
        }
        int highest = victims == 0 ? 0 : workload.priority(lower[0]);
        long sum = 0;
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < victims; i++) {
            int priority = workload.priority(lower[i]);
            sum += priority;
            if (priority == highest) {
                earliest = Math.min(earliest, ledger.startNanos(lower[i]));
            }
        }
        return new Choice(
                host, Arrays.stream(lower, 0, victims).boxed().toList(), highest, sum, earliest);
    }

    /** The most important first, of equals the one that started first, then the lowest index. */
    private void sortByImportance(int count) {
        for (int i = 1; i < count; i++) {
            int each = lower[i];
            int at = i;
            while (at > 0 && before(each, lower[at - 1])) {
                lower[at] = lower[at - 1];
                at--;
            }
            lower[at] = each;
        }
    }

    private boolean before(int one, int other) {
        if (workload.priority(one) != workload.priority(other)) {
            return workload.priority(one) > workload.priority(other);
        }
        long start = ledger.startNanos(one);
        long otherStart = ledger.startNanos(other);
        return start != otherStart ? start < otherStart : one < other;
    }
}
