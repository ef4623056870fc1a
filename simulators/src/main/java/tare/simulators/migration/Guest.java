package tare.simulators.migration;

/**
 * A machine as a migration sees it.
 *
 * @param memoryBytes all of it, above 0
 * @param dirtyBytesPerSecond how fast it writes to pages not written to before, at least 0
 * @param writableBytes its writable working set: no time dirties more; at most the memory
 */
public record Guest(double memoryBytes, double dirtyBytesPerSecond, double writableBytes) {

    public Guest {
        if (!(memoryBytes > 0)
                || !(dirtyBytesPerSecond >= 0)
                || !(writableBytes >= 0 && writableBytes <= memoryBytes)) {
            throw new IllegalArgumentException(
                    memoryBytes + ", " + dirtyBytesPerSecond + ", " + writableBytes);
        }
    }

    /** A machine that may dirty all of its memory. */
    public static Guest of(double memoryBytes, double dirtyBytesPerSecond) {
        return new Guest(memoryBytes, dirtyBytesPerSecond, memoryBytes);
    }

    /** What is dirty after a while at a share of its speed. */
    double dirtied(double seconds, double speed) {
        return Math.min(dirtyBytesPerSecond * speed * seconds, writableBytes);
    }
}
