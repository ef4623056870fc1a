package tare.simulators.model;

/**
 * Pages with the same content, found by a scanner and kept once, as KSM does.
 *
 * <p>Of each instance's memory a fraction f is the same in all; n instances of S bytes then take
 * {@code n S (1 - f) + f S}. A page is merged after two passes with unchanged content, so an
 * instance is worth its saving only {@code 2 M / rate} after its start, M being all memory that is
 * scanned.
 *
 * <p>Source: Linux, Documentation/admin-guide/mm/ksm.rst.
 *
 * @param sameFraction f, 0 to 1
 * @param scannedBytesPerSecond above 0
 */
public record PageSharing(double sameFraction, double scannedBytesPerSecond) {

    private static final int PASSES = 2;

    /** 100 pages of 4 KiB each 20 ms. */
    private static final double USUAL_BYTES_PER_SECOND = 100 * 4096 / 0.02;

    public PageSharing {
        if (!(sameFraction >= 0 && sameFraction <= 1) || !(scannedBytesPerSecond > 0)) {
            throw new IllegalArgumentException(
                    sameFraction + " alike, " + scannedBytesPerSecond + " bytes/s scanned");
        }
    }

    /** With KSM's defaults: 20 MB/s. */
    public static PageSharing usual(double sameFraction) {
        return new PageSharing(sameFraction, USUAL_BYTES_PER_SECOND);
    }

    /** What n instances take when all is merged, in bytes; the first has all its pages itself. */
    public double mergedBytes(int instances, long instanceBytes) {
        return instances == 0
                ? 0
                : instances * (double) instanceBytes * (1 - sameFraction)
                        + sameFraction * instanceBytes;
    }

    /** How long until pages of a host with so much memory to scan are merged. */
    public double lagSeconds(double memoryBytes) {
        return PASSES * memoryBytes / scannedBytesPerSecond;
    }

    /**
     * What n instances take on average when each lives so long: it has its own copy for the lag.
     * With a lag above the life nothing is ever merged.
     */
    public double meanBytes(int instances, long instanceBytes, double lifeSeconds) {
        double all = instances * (double) instanceBytes;
        double merged = lifeSeconds <= 0 ? 0 : Math.max(0, 1 - lagSeconds(all) / lifeSeconds);
        return all - (all - mergedBytes(instances, instanceBytes)) * merged;
    }

    /** What each instance takes beside {@link #sharedBytes}; rounded up. */
    public long instanceBytes(long instanceBytes) {
        return (long) StrictMath.ceil(instanceBytes * (1 - sameFraction));
    }

    /** What a host keeps once; rounded up. */
    public long sharedBytes(long instanceBytes) {
        return (long) StrictMath.ceil(instanceBytes * sameFraction);
    }
}
