package tare.workloads.probe;

import tare.workloads.built.BuiltFiles;

/**
 * The probe: a static ELF image of a few hundred bytes, the same first process in every backend
 * that has an operating system in it.
 *
 * <p>It optionally spins (first argument: nanoseconds, up to 18 digits, on CLOCK_MONOTONIC from its
 * first instruction), writes {@link #READY} to descriptor 1, answers each byte on descriptor 0 with
 * {@link #PING}, and ends with status 0 when descriptor 0 does, 1 when it cannot write, 2 when its
 * argument is malformed. Second and third arguments, if both are there, are FIFOs that it opens in
 * the place of descriptors 1 and 0; status 3 if it cannot. The sources, {@code
 * probe-<architecture>.S}, lie beside the bytes.
 */
public final class Probe {

    /** What the probe writes once, as soon as it acts. */
    public static final byte READY = 'R';

    /** What the probe answers to each byte it reads. */
    public static final byte PING = 'P';

    private static final BuiltFiles FILES = new BuiltFiles(Probe.class, "probe", ".bin");

    private Probe() {}

    /**
     * The image for one architecture, to be written to a file and executed.
     *
     * @param architecture {@code x86_64} (also {@code amd64}) or {@code aarch64}
     * @return a fresh copy of the whole ELF file
     * @throws IllegalArgumentException if there is no probe for that architecture
     */
    public static byte[] bytes(String architecture) {
        return FILES.bytes("probe", architecture);
    }

    /**
     * The image for the machine this runs on, by {@code os.arch}.
     *
     * @throws IllegalArgumentException if there is no probe for this machine
     */
    public static byte[] bytesForThisMachine() {
        return FILES.bytesForThisMachine("probe");
    }
}
