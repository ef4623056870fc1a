package tare.simulators.engine;

/**
 * What a technology of isolation costs a fleet.
 *
 * @param technology its name
 * @param instanceCpuMillis CPU for each instance beside what it needs itself, at least 0
 * @param instanceBytes memory for each instance, likewise
 * @param hostCpuMillis CPU that each host gives once, however many instances it has
 * @param hostBytes memory likewise: daemons, a template that clones share
 */
public record Overhead(
        String technology,
        int instanceCpuMillis,
        long instanceBytes,
        int hostCpuMillis,
        long hostBytes) {

    /** Instances as they are. */
    public static final Overhead NONE = new Overhead("none", 0, 0, 0, 0);

    public Overhead {
        if (instanceCpuMillis < 0 || instanceBytes < 0 || hostCpuMillis < 0 || hostBytes < 0) {
            throw new IllegalArgumentException("negative overhead of " + technology);
        }
    }

    /** Memory for each instance alone. */
    public static Overhead ofMemory(String technology, long instanceBytes) {
        return new Overhead(technology, 0, instanceBytes, 0, 0);
    }
}
