package tare.harness.backend.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Kernel;
import tare.harness.linux.Poller;

/**
 * What is said to a QEMU by QMP, and what it says: two FIFOs, of which the first holds all that
 * QEMU is told before it starts. Used by one thread at a time.
 */
public final class Conversation implements AutoCloseable {

    /** First of all: until then QEMU hears nothing else. */
    public static final String SPEAK = "{\"execute\":\"qmp_capabilities\"}";

    /** Let the virtual CPU go. */
    public static final String GO_ON = "{\"execute\":\"cont\"}";

    /** The event that the virtual CPU runs ("RESUME" of QEMU's QMP reference). */
    public static final String RUNS = "\"event\": \"RESUME\"";

    private static final Pattern REFUSED = Pattern.compile("\"desc\": \"([^\"]{0,500})");

    /** More than any of QEMU's answers here; what is said beyond is no longer kept. */
    private static final int MOST_CHARACTERS = 256 << 10;

    /** For messages. */
    private static final int LAST_CHARACTERS = 500;

    private final Kernel kernel;
    private final Path path;
    private final Fifo told;
    private final Fifo hears;
    private final StringBuilder heard = new StringBuilder();

    private Conversation(Kernel kernel, Path path, Fifo told, Fifo hears) {
        this.kernel = kernel;
        this.path = path;
        this.told = told;
        this.hears = hears;
    }

    /**
     * Makes both FIFOs and says the first.
     *
     * @param path of QEMU's chardev {@code pipe}: what it reads is the same with {@code .in}
     * @throws tare.harness.linux.NativeException if they cannot be made
     */
    public static Conversation at(Kernel kernel, Path path, String said) {
        Fifo told = Fifo.at(kernel, in(path));
        try {
            told.put(said);
            return new Conversation(kernel, path, told, Fifo.at(kernel, out(path)));
        } catch (RuntimeException e) {
            told.close();
            throw e;
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
        told.put(said);
    }

    /** All that QEMU has said so far; waits for nothing. */
    private String heard() {
        for (String more = hears.take(); !more.isEmpty(); more = hears.take()) {
            if (heard.length() < MOST_CHARACTERS) {
                heard.append(more);
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
                int events = left <= 0 ? 0 : poller.await(hears.descriptor(), program, left);
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

    /** All that has been waited for, and what came before it. */
    String said() {
        return heard.toString();
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
        told.close();
        hears.close();
    }
}
