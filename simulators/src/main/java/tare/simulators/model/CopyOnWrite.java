package tare.simulators.model;

/**
 * Clones of one frozen image that write to it: each copies a page when it first writes to it.
 *
 * <p>With writes at random over a hot set of H bytes, w bytes of pages written to each second, a
 * clone has after t seconds copied {@code H (1 - e^(-w t / H))}: the expected part of the hot set
 * that was hit.
 *
 * @param imageBytes the image, once on each host, at least 0
 * @param hotBytes the part of it that a clone writes to sooner or later, 0 to the image
 * @param bytesPerSecond bytes of pages written to, each write counted, at least 0
 * @param privateBytes what each clone costs beside: its monitor, page tables, device rings, at
 *     least 0
 */
public record CopyOnWrite(
        long imageBytes, long hotBytes, double bytesPerSecond, long privateBytes) {

    public CopyOnWrite {
        if (imageBytes < 0
                || hotBytes < 0
                || hotBytes > imageBytes
                || !(bytesPerSecond >= 0)
                || privateBytes < 0) {
            throw new IllegalArgumentException(
                    "image of " + imageBytes + " bytes, of which " + hotBytes + " are hot");
        }
    }

    /** What a clone has copied so many seconds after it was forked, in bytes. */
    public double divergedBytes(double seconds) {
        return hotBytes == 0
                ? 0
                : hotBytes * -StrictMath.expm1(-bytesPerSecond * seconds / hotBytes);
    }

    /** What a clone of that age costs its host, the image aside; rounded up to whole bytes. */
    public long cloneBytes(double seconds) {
        return privateBytes + (long) StrictMath.ceil(divergedBytes(seconds));
    }

    /** What n clones, all of that age, cost a host. */
    public double hostBytes(int clones, double seconds) {
        return imageBytes + clones * (divergedBytes(seconds) + privateBytes);
    }

    /** How many clones of that age a host holds. */
    public long clones(long memoryBytes, double seconds) {
        return whole((double) memoryBytes - imageBytes, divergedBytes(seconds) + privateBytes);
    }

    /** How many of the same instances it holds when nothing is shared. */
    public long copies(long memoryBytes) {
        return whole((double) memoryBytes, (double) imageBytes + privateBytes);
    }

    private static long whole(double memoryBytes, double each) {
        return each == 0
                ? Long.MAX_VALUE
                : (long) Math.max(0, StrictMath.floor(memoryBytes / each));
    }
}
