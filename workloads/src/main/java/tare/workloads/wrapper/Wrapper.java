package tare.workloads.wrapper;

import tare.workloads.built.BuiltFiles;

/**
 * The wrapper's image, to be written to a file and named to JMH as its JVM; what it does stands in
 * the package's own words. The source, {@code wrapper.c}, lies beside the bytes.
 */
public final class Wrapper {

    /** What the socket's name adds to the wrapper's. */
    public static final String SOCKET_ENDING = ".socket";

    /** Characters that the wrapper's path may have: more are too many for a socket's address. */
    public static final int LONGEST_PATH = 107 - SOCKET_ENDING.length();

    private static final BuiltFiles FILES = new BuiltFiles(Wrapper.class, "wrapper", ".elf");

    private Wrapper() {}

    /**
     * The image for one architecture.
     *
     * @param architecture {@code x86_64} (also {@code amd64}) or {@code aarch64}
     * @return a fresh copy of the whole ELF file
     * @throws IllegalArgumentException if there is no wrapper for that architecture
     */
    public static byte[] bytes(String architecture) {
        return FILES.bytes("wrapper", architecture);
    }

    /**
     * The image for the machine this runs on, by {@code os.arch}.
     *
     * @throws IllegalArgumentException if there is no wrapper for this machine
     */
    public static byte[] bytesForThisMachine() {
        return FILES.bytesForThisMachine("wrapper");
    }
}
