package tare.harness.backend.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Poller;
import tare.harness.linux.Syscall;

/**
 * What is said to a QEMU by QMP, and what it says: two FIFOs, of which the first holds all that
 * QEMU is told before it starts. Used by one thread at a time.
 */
public final class Conversation implements AutoCloseable {

    private static final int AT_FDCWD = -100;
    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int CLOSED = -1;

    /** S_IFIFO, readable and writable by the owner alone. */
    private static final int FIFO = 0x1000 | 0600;

    /** First of all: until then QEMU hears nothing else. */
    public static final String SPEAK = "{\"execute\":\"qmp_capabilities\"}";

    /** Let the virtual CPU go. */
    public static final String GO_ON = "{\"execute\":\"cont\"}";

    /** The event that the virtual CPU runs ("RESUME" of QEMU's QMP reference). */
    public static final String RUNS = "\"event\": \"RESUME\"";

    private static final Pattern REFUSED = Pattern.compile("\"desc\": \"([^\"]{0,500})");

    private static final int BUFFER_BYTES = 16 << 10;

    /** More than any of QEMU's answers here; what is said beyond is no longer kept. */
    private static final int MOST_CHARACTERS = 256 << 10;

    /** For messages. */
    private static final int LAST_CHARACTERS = 500;

    private final Kernel kernel;
    private final Path path;
    private final Arena arena = new Arena(BUFFER_BYTES + 64L);
    private final long buffer = arena.reserve(BUFFER_BYTES);
    private final StringBuilder heard = new StringBuilder();
    private int told = CLOSED;
    private int hears = CLOSED;

    private Conversation(Kernel kernel, Path path) {
        this.kernel = kernel;
        this.path = path;
    }

    /**
     * Makes both FIFOs and says the first.
     *
     * @param path of QEMU's chardev {@code pipe}: what it reads is the same with {@code .in}
     * @throws tare.harness.linux.NativeException if they cannot be made
     */
    public static Conversation at(Kernel kernel, Path path, String said) {
        Conversation made = new Conversation(kernel, path);
        try {
            made.told = made.open(in(path));
            made.hears = made.open(out(path));
            made.tell(said);
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /** For both ways, so that opening waits for nobody, and QEMU never reads an end. */
    private int open(Path fifo) {
        try (Arena text = new Arena(fifo.toString().length() * 4L + 64)) {
            long name = text.text(fifo.toString());
            kernel.call(Syscall.MKNODAT, AT_FDCWD, name, FIFO, 0);
            return (int)
                    kernel.call(Syscall.OPENAT, AT_FDCWD, name, O_RDWR | O_NONBLOCK | O_CLOEXEC, 0);
        }
    }

    private static Path in(Path path) {
        return path.resolveSibling(path.getFileName() + ".in");
    }

    private static Path out(Path path) {
        return path.resolveSibling(path.getFileName() + ".out");
    }

    public Path path() {
        return path;
    }

    /** Says more. */
    public void tell(String said) {
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        try (Arena text = new Arena(bytes.length + 64L)) {
            kernel.call(Syscall.WRITE, told, text.bytes(bytes), bytes.length);
        }
    }

    /** All that QEMU has said so far; waits for nothing. */
    private String heard() {
        long read;
        while ((read = kernel.attempt(Syscall.READ, hears, buffer, BUFFER_BYTES)) > 0) {
            if (heard.length() < MOST_CHARACTERS) {
                heard.append(
                        new String(arena.bytesAt(buffer, (int) read), StandardCharsets.ISO_8859_1));
            }
        }
        return heard.toString();
    }

    /**
     * Waits until QEMU has said something.
     *
     * @param step what a failure is called
     * @param program descriptor that is readable once QEMU has ended
     * @param deadlineNanos on the clock
     * @throws LaunchException if it refuses, ends, or does not say it in time
     */
    public void await(
            String step, String words, MonotonicClock clock, int program, long deadlineNanos) {
        try (Poller poller = new Poller(kernel)) {
            // Heard once a turn: what came since is announced by the next poll.
            for (String said = heard(); !said.contains(words); said = heard()) {
                checkRefusal(step, said);
                long left = deadlineNanos - clock.nanos();
                int events = left <= 0 ? 0 : poller.await(hears, program, left);
                if (events == 0) {
                    throw new LaunchException(
                            step,
                            "QEMU does not answer in time; by QMP it said: " + last(),
                            "",
                            null);
                }
                if (events == Poller.OTHER) {
                    checkRefusal(step, heard());
                    throw new LaunchException(step, "QEMU ended first", "", null);
                }
            }
        }
    }

    /**
     * The same where QEMU's end shows in the deadline alone.
     *
     * @throws LaunchException if it refuses, or does not say it in time
     */
    public void await(String step, String words, MonotonicClock clock, long deadlineNanos) {
        await(step, words, clock, Poller.NONE, deadlineNanos);
    }

    /** The end of what it has said, as one line. */
    private String last() {
        String said = heard.toString();
        return said.substring(Math.max(0, said.length() - LAST_CHARACTERS))
                .replaceAll("[\\p{Cc}\\p{Cf}]+", " ")
                .strip();
    }

    /**
     * Looks whether QEMU has refused something.
     *
     * @throws LaunchException with its reason if it has
     */
    private static void checkRefusal(String step, String said) {
        int error = said.indexOf("{\"error\"");
        if (error >= 0) {
            Matcher reason = REFUSED.matcher(said.substring(error));
            String why = reason.find() ? reason.group(1) : "without a reason";
            throw new LaunchException(step, "QEMU refuses: " + why, Remedies.of(why), null);
        }
    }

    /** Removes the FIFOs; idempotent. */
    public static void remove(Path path) throws IOException {
        Files.deleteIfExists(in(path));
        Files.deleteIfExists(out(path));
    }

    /** Closes both, which stay on disk; idempotent. */
    @Override
    public void close() {
        told = close(told);
        hears = close(hears);
        arena.close();
    }

    private int close(int descriptor) {
        if (descriptor != CLOSED) {
            kernel.close(descriptor);
        }
        return CLOSED;
    }
}
