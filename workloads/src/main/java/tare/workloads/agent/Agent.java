package tare.workloads.agent;

import tare.workloads.built.BuiltFiles;

/**
 * The agent's image, to be a guest's {@code /init} beside the probe as {@code /probe}; what it
 * understands stands in the package's own words. The sources, {@code agent.c} and its headers, lie
 * beside the bytes.
 */
public final class Agent {

    /** How many containers it keeps at once: their IDs are below. */
    public static final int CONTAINERS = 256;

    /** Bytes of the longest request, with its end of line. */
    public static final int LONGEST_REQUEST = 512;

    /** The directory of the first file system that is the root where containers are a runtime's. */
    public static final String RUNTIME = "runtime";

    /** The config.json that bundles are made from, below that. */
    public static final String CONFIG = "/config.json";

    /** The containers' root, as that config.json has to name it. */
    public static final String ROOT = "/root";

    /** The text in it that stands for the probe's argument. */
    public static final String SPIN = "@S";

    /** The text in it that stands for the limit on memory, a number. */
    public static final String MEMORY = "@M";

    /** The text in it that stands for the limit on tasks, a number. */
    public static final String TASKS = "@T";

    /** The text in it that stands for the control group's path. */
    public static final String GROUP = "@C";

    private static final int LONGEST_PATH = 120;

    private static final BuiltFiles FILES = new BuiltFiles(Agent.class, "agent", ".elf");

    private Agent() {}

    /** Whether a runtime at that path can be named to the agent. */
    public static boolean nameable(String path) {
        return path.length() <= LONGEST_PATH && path.matches("/[!-~]+");
    }

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
