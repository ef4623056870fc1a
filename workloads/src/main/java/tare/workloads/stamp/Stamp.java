package tare.workloads.stamp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tare.workloads.built.BuiltFiles;

/**
 * The recording program and its records; the sources, {@code stamp-<architecture>.S}, lie beside
 * the bytes. It costs the launch one execve and two writes more.
 */
public final class Stamp {

    private static final int SLOT_BYTES = 256;
    private static final int HEADER_BYTES = 20;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private static final BuiltFiles FILES = new BuiltFiles(Stamp.class, "stamp", ".bin");

    private Stamp() {}

    /**
     * One call.
     *
     * @param nanos CLOCK_MONOTONIC at the program's first instruction
     * @param arguments with the program's own name first
     */
    public record Call(long nanos, List<String> arguments) {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * The image for the machine this runs on, to be written to a file and executed.
     *
     * @param log where records are appended; must exist when the program is called
     * @param program what it becomes
     * @throws IllegalArgumentException if a path is not absolute or longer than 255 bytes, or there
     *     is no image for this machine
     */
    public static byte[] image(Path log, Path program) {
        byte[] image = FILES.bytesForThisMachine("stamp");
        fill(image, image.length - 2 * SLOT_BYTES, log);
        fill(image, image.length - SLOT_BYTES, program);
        return image;
    }

    /** Reads what a log holds; a record that is not whole yet is left out. */
    public static List<Call> calls(byte[] log) {
        List<Call> calls = new ArrayList<>();
        // Both architectures are little-endian here.
        ByteBuffer in = ByteBuffer.wrap(log).order(ByteOrder.LITTLE_ENDIAN);
        while (in.remaining() >= HEADER_BYTES) {
            long nanos = in.getLong() * NANOS_PER_SECOND + in.getLong();
            int length = in.getInt();
            if (length < 1 || length > in.remaining()) {
                break;
            }
            byte[] text = new byte[length];
            in.get(text);
            String all = new String(text, 0, length - 1, StandardCharsets.UTF_8);
            calls.add(new Call(nanos, List.of(all.split("\0", -1))));
        }
        return calls;
    }

    static byte[] bytes(String architecture) {
        return FILES.bytes("stamp", architecture);
    }

    static void fill(byte[] image, int slot, Path path) {
        byte[] text = path.toString().getBytes(StandardCharsets.UTF_8);
        if (!path.isAbsolute() || text.length >= SLOT_BYTES) {
            throw new IllegalArgumentException(
                    "not an absolute path of at most 255 bytes: " + path);
        }
        System.arraycopy(text, 0, image, slot, text.length);
    }
}
