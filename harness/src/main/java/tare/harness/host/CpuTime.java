package tare.harness.host;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * CPU time of all CPUs since boot in clock ticks of 10 ms, from the first line of /proc/stat
 * (proc_stat(5)).
 *
 * @param total all of it
 * @param idle nothing to do, or waiting for a disk
 * @param steal taken by the hypervisor
 */
record CpuTime(long total, long idle, long steal) {

    // user nice system idle iowait irq softirq steal; guest time is counted in user already.
    private static final int IDLE = 3;
    private static final int IOWAIT = 4;
    private static final int STEAL = 7;
    private static final int COUNTED = 8;

    static Optional<CpuTime> read(HostTree tree) {
        String[] fields = tree.after("proc/stat", "cpu ").orElse("").split("\\s+", -1);
        if (fields.length < COUNTED) {
            return Optional.empty();
        }
        long[] ticks = new long[COUNTED];
        long total = 0;
        for (int i = 0; i < COUNTED; i++) {
            OptionalLong value = HostTree.whole(fields[i]);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            ticks[i] = value.getAsLong();
            total += ticks[i];
        }
        return Optional.of(new CpuTime(total, ticks[IDLE] + ticks[IOWAIT], ticks[STEAL]));
    }

    /** Time that something ran. */
    long busy() {
        return total - idle - steal;
    }
}
