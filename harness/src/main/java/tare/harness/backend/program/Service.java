package tare.harness.backend.program;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.linux.Child;
import tare.harness.linux.Pidfd;

/**
 * A daemon of a driver's own: started once, bound to no CPU however the launching thread is bound,
 * and ended with the driver. What it says goes to a file in memory. Used by one thread at a time.
 */
public final class Service implements AutoCloseable {

    private static final int SIGTERM = 15;

    /** To be executed; the daemon's own start comes after that. */
    private static final Duration START = Duration.ofSeconds(10);

    private static final Duration ORDERLY = Duration.ofSeconds(10);
    private static final Duration DEATH = Duration.ofSeconds(10);

    private final ProbeLauncher launcher;
    private final Errors errors;
    private final Child child;
    private boolean over;
    private @Nullable String end;

    private Service(ProbeLauncher launcher, Errors errors, Child child) {
        this.launcher = launcher;
        this.errors = errors;
        this.child = child;
    }

    /**
     * Starts a daemon; it is not ready yet.
     *
     * @param setting steps of its process before it becomes the program
     * @throws LaunchException which step failed and why
     */
    public static Service start(
            ProbeLauncher launcher, String name, Command command, Consumer<ProbeTape> setting) {
        InstanceSpec spec =
                new InstanceSpec(
                        "daemon",
                        0,
                        InstanceSpec.DEFAULT_MEMORY_BYTES,
                        InstanceSpec.DEFAULT_TASKS,
                        everyCpu(),
                        START);
        Errors errors = new Errors(launcher.kernel(), name);
        try (Runs runs = new Runs(launcher, spec, errors, setting, START)) {
            ProbeTape tape = runs.tape(command);
            try {
                long deadlineNanos = launcher.clock().nanos() + START.toNanos();
                return new Service(launcher, errors, runs.play(tape, deadlineNanos));
            } finally {
                tape.tape().close();
            }
        } catch (LaunchException e) {
            errors.close();
            throw e;
        }
    }

    /**
     * Waits for its end, which is an answer too while something else is hoped for.
     *
     * @return whether it has ended
     */
    public boolean ended(Duration patience) {
        if (over) {
            return true;
        }
        if (child.awaitExit(patience.toNanos())) {
            over = true;
            end = child.reap(DEATH.toNanos()).describe();
        }
        return over;
    }

    /** Whether somebody accepts connections at a Unix socket, which need not be there yet. */
    public static boolean listensAt(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** How it ended and what it said, bounded; for a failure's reason. */
    public String obituary() {
        String words = errors.words();
        return (end == null ? "alive" : end) + (words.isEmpty() ? "" : "; it said: " + words);
    }

    /** Asks it to end, and kills it if that takes long; idempotent. */
    @Override
    public void close() {
        if (!ended(Duration.ZERO)) {
            // Its pid means itself until it is reaped, which nobody else does.
            try (Pidfd handle = Pidfd.open(launcher.kernel(), child.pid()).orElse(null)) {
                if (handle != null) {
                    handle.signal(SIGTERM);
                }
            }
            if (!ended(ORDERLY)) {
                child.kill();
                ended(DEATH);
            }
        }
        child.close();
        errors.close();
    }

    private static String everyCpu() {
        Path online = Path.of("/sys/devices/system/cpu/online");
        try {
            return Files.readString(online).strip();
        } catch (IOException e) {
            throw new LaunchException("daemon", "cannot read " + online, "", e);
        }
    }
}
