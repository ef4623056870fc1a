package tare.harness.host;

import java.util.Locale;
import java.util.OptionalLong;
import tare.harness.clock.MonotonicClock;

/**
 * How disturbed the host was between two moments. Shares are of the time of all CPUs, from 0 to 1;
 * the kernel counts it in ticks of 10 ms, so they say little over less than a second.
 *
 * @param nanos how long
 * @param stealShare taken by the hypervisor
 * @param idleShare nothing to do
 * @param otherShare used by others than this process and the children it has waited for
 * @param throttles how often a core was too hot, summed over cores
 * @param hertzBefore mean frequency of all CPUs, where the kernel tells
 * @param loadBefore load average over a minute, NaN where unknown
 */
public record Pressure(
        long nanos,
        double stealShare,
        double idleShare,
        double otherShare,
        long throttles,
        OptionalLong hertzBefore,
        OptionalLong hertzAfter,
        double loadBefore,
        double loadAfter) {

    /** From here on the hypervisor is felt: one part in a hundred. */
    public static final double STEAL_LIMIT = 0.01;

    /** From here on other work is felt: one part in ten. */
    public static final double OTHER_LIMIT = 0.10;

    /** From here on a change of frequency is felt: one part in ten. */
    public static final double FREQUENCY_LIMIT = 0.10;

    /**
     * What was read at one moment, by one thread.
     *
     * @param ownTicks CPU time of this process and of the children it has waited for
     */
    public record Snapshot(
            long nanos,
            long totalTicks,
            long idleTicks,
            long stealTicks,
            long ownTicks,
            long throttles,
            OptionalLong hertz,
            double load) {

        /** Reads /proc and /sys; takes well under a millisecond. */
        public static Snapshot take(HostTree tree, MonotonicClock clock) {
            CpuTime time = CpuTime.read(tree).orElse(new CpuTime(0, 0, 0));
            return new Snapshot(
                    clock.nanos(),
                    time.total(),
                    time.idle(),
                    time.steal(),
                    own(tree),
                    throttled(tree),
                    CpuFacts.frequencyHertz(tree),
                    tree.line("proc/loadavg")
                            .map(v -> Double.parseDouble(v.split(" ", 2)[0]))
                            .orElse(Double.NaN));
        }

        /** utime, stime, cutime and cstime: fields 14 to 17 of /proc/self/stat. */
        private static long own(HostTree tree) {
            String line = tree.line("proc/self/stat").orElse("");
            String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1);
            long sum = 0;
            for (int i = 14 - 3; i <= 17 - 3 && i < fields.length; i++) {
                sum += HostTree.whole(fields[i]).orElse(0);
            }
            return sum;
        }

        private static long throttled(HostTree tree) {
            long sum = 0;
            String directory = "sys/devices/system/cpu";
            for (String cpu : tree.names(directory)) {
                if (cpu.matches("cpu[0-9]+")) {
                    sum +=
                            tree.number(
                                            directory
                                                    + "/"
                                                    + cpu
                                                    + "/thermal_throttle/core_throttle_count")
                                    .orElse(0);
                }
            }
            return sum;
        }
    }

    /** What happened between two snapshots of one thread. */
    public static Pressure between(Snapshot before, Snapshot after) {
        double total = after.totalTicks() - before.totalTicks();
        double idle = after.idleTicks() - before.idleTicks();
        double steal = after.stealTicks() - before.stealTicks();
        double own = after.ownTicks() - before.ownTicks();
        return new Pressure(
                after.nanos() - before.nanos(),
                share(steal, total),
                share(idle, total),
                share(total - idle - steal - own, total),
                after.throttles() - before.throttles(),
                before.hertz(),
                after.hertz(),
                before.load(),
                after.load());
    }

    /**
     * The rule: more than 1 % of the time was stolen, or others used more than 10 % of it, or the
     * frequency changed by more than 10 %, or a core was throttled. Such rounds are flagged, never
     * dropped.
     */
    public boolean disturbed() {
        return stealShare > STEAL_LIMIT
                || otherShare > OTHER_LIMIT
                || frequencyChange() > FREQUENCY_LIMIT
                || throttles > 0;
    }

    /** The figures in one phrase. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "steal %.1f %%, other work %.1f %%, idle %.1f %%, frequency changed %.0f %%,"
                        + " throttled %d times, load %.2f to %.2f",
                stealShare * 100,
                otherShare * 100,
                idleShare * 100,
                frequencyChange() * 100,
                throttles,
                loadBefore,
                loadAfter);
    }

    private double frequencyChange() {
        if (hertzBefore.isEmpty() || hertzAfter.isEmpty() || hertzBefore.getAsLong() == 0) {
            return 0;
        }
        double before = hertzBefore.getAsLong();
        return Math.abs(hertzAfter.getAsLong() - before) / before;
    }

    /** Counters of different CPUs are not read at once, so a share can come out just below 0. */
    private static double share(double part, double total) {
        return total == 0 ? 0 : Math.min(1, Math.max(0, part / total));
    }
}
