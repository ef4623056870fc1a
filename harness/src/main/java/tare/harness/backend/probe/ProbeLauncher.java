package tare.harness.backend.probe;

import tare.harness.backend.BackendContext;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Arena;
import tare.harness.linux.Child;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;
import tare.harness.linux.Syscall;
import tare.harness.linux.TapeException;
import tare.harness.linux.Watchdog;

/** Prepares and starts probes for one backend; used by one thread at a time. */
public final class ProbeLauncher {

    private static final int AT_FDCWD = -100;
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;

    private final Kernel kernel = new Kernel();
    private final BackendContext context;
    private final Watchdog watchdog;
    private final Closing closing;

    public ProbeLauncher(BackendContext context) {
        this.context = context;
        this.watchdog = new Watchdog(context.clock()::nanos);
        this.closing = Closing.of(kernel);
    }

    public Kernel kernel() {
        return kernel;
    }

    public MonotonicClock clock() {
        return context.clock();
    }

    /** The word that marks an instance as this run's: its first argument, and its cgroup's name. */
    public String token(InstanceSpec spec) {
        return "tare-" + context.runId() + "-" + spec.name();
    }

    /** A tape with its first steps. */
    public ProbeTape tape(InstanceSpec spec) {
        return tape(spec, ProbeTape.NO_ERRORS);
    }

    /** The same, with a descriptor of this process as the child's descriptor 2. */
    public ProbeTape tape(InstanceSpec spec, int errors) {
        watchdog.wake();
        return new ProbeTape(kernel, closing, spec, errors);
    }

    /**
     * The measured path: reads the clock, makes the pipes, plays the tape.
     *
     * @param process prepared for this launch; on failure it is still to be released
     * @throws LaunchException which step failed and why; no process is left
     */
    public void start(ProbeTape tape, ProbeProcess process, InstanceSpec spec) {
        try {
            long startNanos = process.begin();
            tape.pipes(process.childControl(), process.childReady());
            long deadlineNanos = startNanos + spec.deadline().toNanos();
            process.started(tape.tape().play(watchdog, deadlineNanos));
        } catch (NativeException e) {
            throw new LaunchException(e.call(), Errno.describe(e.errno()), "", e);
        } catch (TapeException e) {
            throw new LaunchException(e.step(), e.why(), "", e);
        }
    }

    /**
     * Plays a tape of which nothing is awaited but its process's end.
     *
     * @throws LaunchException which step failed and why; no process is left
     */
    public Child play(ProbeTape tape, long deadlineNanos) {
        try {
            return tape.tape().play(watchdog, deadlineNanos);
        } catch (TapeException e) {
            throw new LaunchException(e.step(), e.why(), "", e);
        }
    }

    /** A descriptor of /dev/null, close-on-exec, for the caller to close. */
    public int openNothing() {
        try (Arena arena = new Arena(32)) {
            return (int)
                    kernel.call(
                            Syscall.OPENAT, AT_FDCWD, arena.text("/dev/null"), O_RDWR | O_CLOEXEC);
        }
    }
}
