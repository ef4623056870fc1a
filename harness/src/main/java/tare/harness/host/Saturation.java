package tare.harness.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tare.harness.clock.MonotonicClock;

/**
 * What a load left of the host between two moments. Shares are of the time of all CPUs, from 0 to
 * 1; the kernel counts it in ticks of 10 ms, so they say little over less than half a second.
 *
 * @param userShare programs, guests' code among them
 * @param systemShare the kernel, interrupts among it
 * @param idleShare nothing to do, or waiting for a disk
 * @param ownUserShare the launching processes' own code: what is in neither kernel nor instances
 * @param cpuPressure share of the time in which some task waited for a CPU, by the kernel's
 *     pressure-stall information; empty where it has none, as the next two
 * @param memoryPressure the same for memory
 * @param ioPressure the same for input and output
 */
public record Saturation(
        double userShare,
        double systemShare,
        double idleShare,
        double ownUserShare,
        OptionalDouble cpuPressure,
        OptionalDouble memoryPressure,
        OptionalDouble ioPressure) {

    private static final double NANOS_PER_MICRO = 1000;

    /** Fields of the first line of /proc/stat. */
    private static final int USER = 0;

    private static final int NICE = 1;
    private static final int SYSTEM = 2;
    private static final int IDLE = 3;
    private static final int IOWAIT = 4;
    private static final int IRQ = 5;
    private static final int SOFTIRQ = 6;
    private static final int STEAL = 7;

    /** The 14th field of /proc/PID/stat, counted from behind the name. */
    private static final int UTIME = 14 - 3;

    /**
     * What was read at one moment.
     *
     * @param ticks the first eight numbers of /proc/stat
     * @param ownTicks CPU time of the launching processes in their own code
     */
    public record Snapshot(
            long nanos,
            List<Long> ticks,
            long ownTicks,
            OptionalDouble cpuMicros,
            OptionalDouble memoryMicros,
            OptionalDouble ioMicros) {

        public Snapshot {
            ticks = List.copyOf(ticks);
        }

        /**
         * Reads /proc; takes well under a millisecond.
         *
         * @param launchers the processes that launch
         */
        public static Snapshot take(HostTree tree, MonotonicClock clock, List<Long> launchers) {
            return new Snapshot(
                    clock.nanos(),
                    numbers(tree.after("proc/stat", "cpu ").orElse(""), STEAL + 1),
                    launchers.stream().mapToLong(pid -> own(tree, pid)).sum(),
                    stalled(tree, "cpu"),
                    stalled(tree, "memory"),
                    stalled(tree, "io"));
        }

        private static long own(HostTree tree, long pid) {
            String line = tree.line("proc/" + pid + "/stat").orElse("");
            String rest = line.substring(line.lastIndexOf(')') + 1).strip();
            return numbers(rest.replaceFirst("^\\S ", "0 "), UTIME + 1).get(UTIME);
        }

        private static OptionalDouble stalled(HostTree tree, String resource) {
            Optional<String> some = tree.after("proc/pressure/" + resource, "some ");
            return some.filter(text -> text.contains("total="))
                    .map(text -> text.substring(text.indexOf("total=") + "total=".length()))
                    .map(HostTree::whole)
                    .filter(OptionalLong::isPresent)
                    .map(micros -> OptionalDouble.of((double) micros.getAsLong()))
                    .orElse(OptionalDouble.empty());
        }
    }

    /** So many whole numbers, 0 where there are fewer. */
    private static List<Long> numbers(String text, int count) {
        String[] words = text.strip().split("\\s+", -1);
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i < words.length ? HostTree.whole(words[i]).orElse(0) : 0L);
        }
        return numbers;
    }

    /** What happened between two snapshots. */
    public static Saturation between(Snapshot before, Snapshot after) {
        double total = 0;
        for (int field = USER; field <= STEAL; field++) {
            total += of(before, after, field);
        }
        double nanos = after.nanos() - before.nanos();
        return new Saturation(
                share(of(before, after, USER) + of(before, after, NICE), total),
                share(
                        of(before, after, SYSTEM)
                                + of(before, after, IRQ)
                                + of(before, after, SOFTIRQ),
                        total),
                share(of(before, after, IDLE) + of(before, after, IOWAIT), total),
                share((double) after.ownTicks() - before.ownTicks(), total),
                stalled(before.cpuMicros(), after.cpuMicros(), nanos),
                stalled(before.memoryMicros(), after.memoryMicros(), nanos),
                stalled(before.ioMicros(), after.ioMicros(), nanos));
    }

    private static double of(Snapshot before, Snapshot after, int field) {
        return (double) after.ticks().get(field) - before.ticks().get(field);
    }

    private static double share(double part, double total) {
        return total <= 0 ? 0 : Math.min(1, Math.max(0, part / total));
    }

    private static OptionalDouble stalled(
            OptionalDouble before, OptionalDouble after, double nanos) {
        return before.isEmpty() || after.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        share(
                                (after.getAsDouble() - before.getAsDouble()) * NANOS_PER_MICRO,
                                nanos));
    }

    /** Tasks that run or wait for a CPU at this moment, the asking one left out. */
    public static int runnable(HostTree tree) {
        long running =
                tree.after("proc/stat", "procs_running ")
                        .map(HostTree::whole)
                        .orElse(OptionalLong.of(1))
                        .orElse(1);
        return (int) Math.max(0, running - 1);
    }

    /**
     * MemAvailable over MemTotal, 0 to 1; 0 where the kernel does not tell, so that nothing is
     * risked.
     */
    public static double memoryLeft(HostTree tree) {
        double total = kibibytes(tree, "MemTotal:");
        double available = kibibytes(tree, "MemAvailable:");
        return total <= 0 || available < 0 ? 0 : available / total;
    }

    private static double kibibytes(HostTree tree, String field) {
        return tree.after("proc/meminfo", field)
                .map(HostTree::whole)
                .filter(OptionalLong::isPresent)
                .map(value -> (double) value.getAsLong())
                .orElse(-1.0);
    }
}
