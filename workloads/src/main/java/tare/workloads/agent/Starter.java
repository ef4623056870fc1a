package tare.workloads.agent;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tare.workloads.built.BuiltFiles;

/**
 * The starter's image, to be the {@code /init} of a guest that runs one program: it mounts what
 * programs expect, brings loopback up, makes the first serial line a clean way for bytes, and
 * becomes what {@link #COMMAND} names. Where the modules of a network card lie in {@code /modules},
 * that is brought up too, by the address of QEMU's user networking. Built with the agent, of which
 * it has {@code machine.h}.
 */
public final class Starter {

    /** The file that says what it becomes. */
    public static final String COMMAND = "starter/command";

    private static final int LONGEST_BYTES = (256 << 10) - 1;
    private static final int MOST_WORDS = 4_000;

    private static final BuiltFiles FILES = new BuiltFiles(Starter.class, "starter", ".elf");

    private Starter() {}

    /**
     * The image for one architecture, to be written to a file and executed.
     *
     * @param architecture {@code x86_64} (also {@code amd64}) or {@code aarch64}
     * @return a fresh copy of the whole ELF file
     * @throws IllegalArgumentException if there is none for that architecture
     */
    public static byte[] bytes(String architecture) {
        return FILES.bytes("starter", architecture);
    }

    /**
     * The image for the machine this runs on, by {@code os.arch}.
     *
     * @throws IllegalArgumentException if there is none for this machine
     */
    public static byte[] bytesForThisMachine() {
        return FILES.bytesForThisMachine("starter");
    }

    /**
     * What {@link #COMMAND} has to say.
     *
     * @param words the program's path, then its arguments; none empty
     * @param environment each {@code NAME=VALUE}
     * @throws IllegalArgumentException if an argument is empty, or there are too many
     */
    public static byte[] command(List<String> words, List<String> environment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        words.forEach(word -> add(bytes, word));
        bytes.write(0);
        environment.forEach(word -> add(bytes, word));
        if (bytes.size() > LONGEST_BYTES || words.size() + environment.size() > MOST_WORDS) {
            throw new IllegalArgumentException("more than the starter has room for");
        }
        return bytes.toByteArray();
    }

    private static void add(ByteArrayOutputStream bytes, String word) {
        if (word.isEmpty()) {
            throw new IllegalArgumentException("an empty word would end the arguments");
        }
        bytes.writeBytes(word.getBytes(StandardCharsets.UTF_8));
        bytes.write(0);
    }
}
