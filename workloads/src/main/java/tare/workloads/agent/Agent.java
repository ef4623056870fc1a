package tare.workloads.agent;

import tare.workloads.built.BuiltFiles;

/**
 * The agent's image, to be a guest's {@code /init} beside the probe as {@code /probe}; what it
 * understands stands in the package's own words. The sources, {@code agent.c} and its two headers,
 * lie beside the bytes.
 */
public final class Agent {

    /** How many containers it keeps at once: their IDs are below. */
    public static final int CONTAINERS = 256;

    /** Bytes of the longest request, with its end of line. */
    public static final int LONGEST_REQUEST = 512;

    private static final BuiltFiles FILES = new BuiltFiles(Agent.class, "agent", ".elf");

    private Agent() {}

    /**
     * The image for one architecture, to be written to a file and executed.
     *
     * @param architecture {@code x86_64} (also {@code amd64}) or {@code aarch64}
     * @return a fresh copy of the whole ELF file
     * @throws IllegalArgumentException if there is no agent for that architecture
     */
    public static byte[] bytes(String architecture) {
        return FILES.bytes("agent", architecture);
    }

    /**
     * The image for the machine this runs on, by {@code os.arch}.
     *
     * @throws IllegalArgumentException if there is no agent for this machine
     */
    public static byte[] bytesForThisMachine() {
        return FILES.bytesForThisMachine("agent");
    }
}
