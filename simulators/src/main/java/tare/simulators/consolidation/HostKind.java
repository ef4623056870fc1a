package tare.simulators.consolidation;

/**
 * A kind of host.
 *
 * @param name for messages
 * @param cores at least 1
 * @param coreMips million instructions per second of each core
 * @param memoryMib MiB for machines
 * @param curve what it draws
 */
public record HostKind(String name, int cores, int coreMips, int memoryMib, PowerCurve curve) {

    /** Of all cores. */
    public double mips() {
        return (double) cores * coreMips;
    }
}
