package tare.simulators.fleet;

/**
 * The instances of a fleet in the order in which they arrive; index i of every array is the same
 * instance. Immutable.
 */
public final class Instances {

    private final long[] memoryBytes;

    /**
     * @param memoryBytes what each needs of a host, all of it resident; each at least 0
     */
    public Instances(long... memoryBytes) {
        this.memoryBytes = memoryBytes.clone();
        for (int i = 0; i < memoryBytes.length; i++) {
            if (memoryBytes[i] < 0) {
                throw new IllegalArgumentException(
                        "instance " + i + " needs " + memoryBytes[i] + " bytes");
            }
        }
    }

    public int count() {
        return memoryBytes.length;
    }

    /** What instance {@code i} needs of a host. */
    public long memoryBytes(int i) {
        return memoryBytes[i];
    }

    /** A copy of what each instance needs. */
    public long[] memoryBytes() {
        return memoryBytes.clone();
    }

    /** The same instances, each needing so much more. */
    public Instances withOverhead(long overheadBytes) {
        long[] more = new long[memoryBytes.length];
        for (int i = 0; i < more.length; i++) {
            more[i] = Math.addExact(memoryBytes[i], overheadBytes);
        }
        return new Instances(more);
    }
}
