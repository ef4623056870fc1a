package tare.simulators.fleet;

import java.util.List;

/**
 * One size in a mix of instances.
 *
 * @param weight at least 1; its share of the mix
 * @param cpuMillis thousandths of a core, at least 0
 * @param memoryBytes what such an instance needs for itself, without its isolation, at least 0
 * @param priority larger is more important; 0 is usual
 * @param owner tenant or framework, from 0
 * @param gang how many of them start together or not at all; 1: each by itself
 */
public record Size(int weight, int cpuMillis, long memoryBytes, int priority, int owner, int gang) {

    static final int USUAL_COUNT = 10_000;

    /**
     * An assumption, not a measurement: small services around 64 MiB, doubling sizes with weights
     * that fall off to both sides as a log-normal's would. Mean 116.8 MiB.
     */
    static final List<Size> USUAL_MIX =
            List.of(
                    ofMebibytes(10, 16),
                    ofMebibytes(20, 32),
                    ofMebibytes(30, 64),
                    ofMebibytes(20, 128),
                    ofMebibytes(15, 256),
                    ofMebibytes(5, 512));

    public Size {
        if (weight < 1 || cpuMillis < 0 || memoryBytes < 0 || owner < 0 || gang < 1) {
            throw new IllegalArgumentException(
                    "size of " + cpuMillis + " mCPU, " + memoryBytes + " bytes, weight " + weight);
        }
    }

    /** Of usual priority, of owner 0, each by itself. */
    public static Size of(int weight, int cpuMillis, long memoryBytes) {
        return new Size(weight, cpuMillis, memoryBytes, 0, 0, 1);
    }

    private static Size ofMebibytes(int weight, int mebibytes) {
        return of(weight, 0, (long) mebibytes << 20);
    }
}
