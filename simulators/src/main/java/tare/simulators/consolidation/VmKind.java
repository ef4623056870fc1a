package tare.simulators.consolidation;

/**
 * A kind of virtual machine with one core.
 *
 * @param mips million instructions per second that it may ask for
 * @param memoryMib MiB
 */
public record VmKind(int mips, int memoryMib) {}
