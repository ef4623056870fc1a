package tare.workloads.kernel;

import tare.workloads.built.BuiltFiles;

/**
 * The least kernel that a PC's firmware can enter: it says on the first serial line what the probe
 * says behind its descriptors, 'R' once it acts and 'P' for each byte that comes. An ELF file with
 * the entry for paravirtualised guests (PVH); x86-64 machines alone. The source, {@code
 * serial-x86_64.S}, lies beside the bytes.
 */
public final class SerialKernel {

    private static final BuiltFiles FILES =
            new BuiltFiles(SerialKernel.class, "kernel of a serial line", ".bin");

    private SerialKernel() {}

    /** The file, a fresh copy. */
    public static byte[] bytes() {
        return FILES.bytes("serial", "x86_64");
    }
}
