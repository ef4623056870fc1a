package tare.simulators.catalogue;

/**
 * Memory that is known to some exactness.
 *
 * @param bytes the best guess, at least 0
 * @param lowBytes end of its interval, 0 to bytes; bytes where no interval is known
 * @param highBytes other end, not below bytes
 */
public record Amount(long bytes, long lowBytes, long highBytes) {

    public Amount {
        if (lowBytes < 0 || bytes < lowBytes || highBytes < bytes) {
            throw new IllegalArgumentException(
                    bytes + " bytes in " + lowBytes + " to " + highBytes);
        }
    }

    /** Without an interval. */
    public static Amount of(long bytes) {
        return new Amount(bytes, bytes, bytes);
    }

    /** Whether the interval is more than a point. */
    public boolean uncertain() {
        return lowBytes < highBytes;
    }
}
