package tare.harness.backend.machine;

import java.nio.file.Path;
import java.util.Map;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Stages;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Kernel;
import tare.harness.linux.Poller;
import tare.results.failure.UsageError;

/**
 * What a PC's firmware says to its debug port until it enters the kernel: SeaBIOS writes each octet
 * to port 0x402 where a device listens there ("Debugging" of SeaBIOS's documentation).
 */
public final class Firmware implements AutoCloseable {

    /**
     * {@code true} or {@code false}: whether it is heard where it speaks. Each octet leaves the
     * guest, which is some 2,600 times a boot; by default it is heard where QEMU translates all
     * instructions anyhow.
     */
    public static final String SETTING = BackendContext.SETTING + "qemu.firmware";

    static final int PORT = 0x402;

    /** Its last words before it goes to the option ROM that enters the kernel. */
    private static final String LEAVES = "Booting from ROM";

    private final MonotonicClock clock;
    private final Path path;
    private final Fifo words;
    private final Poller poller;
    private final StringBuilder said = new StringBuilder();
    private long kernelNanos = Stages.UNSEEN;

    private Firmware(Kernel kernel, MonotonicClock clock, Path path) {
        this.clock = clock;
        this.path = path;
        this.poller = new Poller(kernel);
        try {
            this.words = Fifo.at(kernel, path);
        } catch (RuntimeException e) {
            poller.close();
            throw e;
        }
    }

    /**
     * Listens at a FIFO that is made there.
     *
     * @throws tare.harness.linux.NativeException if it cannot be made
     */
    static Firmware at(Kernel kernel, MonotonicClock clock, Path path) {
        return new Firmware(kernel, clock, path);
    }

    /**
     * Whether a machine's firmware speaks, and is to be heard.
     *
     * @throws UsageError if the setting says neither yes nor no
     */
    static boolean isHeard(QemuKey key, Map<String, String> settings) {
        boolean translated = key.accelerator() == QemuKey.Accelerator.TCG;
        String wanted = settings.getOrDefault(SETTING, "" + translated);
        if (!wanted.equals("true") && !wanted.equals("false")) {
            throw new UsageError(
                    "this setting cannot be used",
                    SETTING + "=" + wanted,
                    "it is neither true nor false",
                    "--set " + SETTING + "=true hears the firmware of QEMU's machines");
        }
        // qboot, the firmware of microvm, says nothing.
        return key.machine() == QemuKey.Machine.Q35 && wanted.equals("true");
    }

    Path path() {
        return path;
    }

    /**
     * Hears it until it enters the kernel.
     *
     * @param other descriptor at whose event nothing more is to be heard
     * @param deadlineNanos on the clock
     */
    void follow(int other, long deadlineNanos) {
        while (true) {
            long left = deadlineNanos - clock.nanos();
            int events = left <= 0 ? 0 : poller.await(words.descriptor(), other, left);
            if (events == 0 || events == Poller.OTHER) {
                return;
            }
            long nowNanos = clock.nanos();
            said.append(words.take());
            if (said.indexOf(LEAVES) >= 0) {
                kernelNanos = nowNanos;
                return;
            }
            // What may be the beginning of those words is kept.
            said.delete(0, Math.max(0, said.length() - LEAVES.length()));
        }
    }

    /** When the kernel was entered, on the clock; {@link Stages#UNSEEN} if that was not heard. */
    long kernelNanos() {
        return kernelNanos;
    }

    /** The FIFO stays on disk; idempotent. */
    @Override
    public void close() {
        words.close();
        poller.close();
    }
}
