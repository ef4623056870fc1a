package tare.simulators.fleet;

/**
 * A kind of host.
 *
 * @param memoryBytes all the memory it has, at least 0
 * @param reservedPercent share of it that instances may not use, 0 to 100: the operating system,
 *     and a floor below which a host starts to reclaim
 */
public record HostType(long memoryBytes, int reservedPercent) {

    private static final int PERCENT = 100;

    /** The floor that a fleet is planned with unless something else is said. */
    public static final int USUAL_RESERVED_PERCENT = 10;

    public HostType {
        if (memoryBytes < 0 || reservedPercent < 0 || reservedPercent > PERCENT) {
            throw new IllegalArgumentException(
                    "host of " + memoryBytes + " bytes, " + reservedPercent + " % reserved");
        }
    }

    /** A host with the usual floor. */
    public static HostType of(long memoryBytes) {
        return new HostType(memoryBytes, USUAL_RESERVED_PERCENT);
    }

    /** Memory that instances may use, rounded down to whole bytes. */
    public long usableBytes() {
        return Math.multiplyExact(memoryBytes, PERCENT - reservedPercent) / PERCENT;
    }
}
