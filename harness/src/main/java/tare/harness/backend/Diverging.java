package tare.harness.backend;

/**
 * An instance that shares the memory of a frozen image until it writes, page by page. Used by the
 * thread that uses the instance, after ready and before the close.
 */
public interface Diverging {

    /** How much of the image it can be told to write to, in bytes: a power of two. */
    long writableBytes();

    /**
     * Lets the guest itself write to pages that it draws at random, with replacement, and waits
     * until it has.
     *
     * @param writes how many
     * @param hotBytes among the pages of so many bytes, a power of two, at most {@link
     *     #writableBytes}
     * @param seed of what it draws, not 0
     * @throws LaunchException if it does not come to an end, or its act is wrong afterwards
     */
    void write(long writes, long hotBytes, long seed);

    /** Bytes of pages that are its own by now and the image's no more, by the kernel's account. */
    long ownBytes();
}
