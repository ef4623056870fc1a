package tare.harness.backend.probe;

import org.jspecify.annotations.Nullable;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Stages;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.linux.Arena;
import tare.harness.linux.Child;
import tare.harness.linux.Ended;
import tare.harness.linux.Kernel;
import tare.harness.linux.Poller;
import tare.harness.linux.ProcessIdentity;
import tare.harness.linux.Syscall;
import tare.harness.linux.ThreadCpu;

/**
 * One probe, from its pipes to its end, with the times of its stages. What it needs is allocated
 * before the clock starts. Used by one thread at a time.
 */
public final class ProbeProcess {

    /** The same on both architectures. */
    private static final int O_CLOEXEC = 0x80000;

    private static final int CLOSED = -1;

    /** A killed process ends as soon as the kernel lets go of it. */
    private static final long END_NANOS = 10_000_000_000L;

    private final Kernel kernel;
    private final MonotonicClock clock;
    private final InstanceSpec spec;
    private final Arena arena = new Arena(32);
    private final long pair = arena.reserve(8);
    private final long octet = arena.reserve(8);
    private final Poller poller;
    private final ThreadCpu cpu;

    private @Nullable Child child;
    private @Nullable Ended ended;
    private int control = CLOSED;
    private int childControl = CLOSED;
    private int ready = CLOSED;
    private int childReady = CLOSED;
    private long cpuStartNanos;
    private long startNanos = Stages.UNSEEN;
    private long createdNanos = Stages.UNSEEN;
    private long readyNanos = Stages.UNSEEN;
    private long stopRequestedNanos = Stages.UNSEEN;
    private long stoppedNanos = Stages.UNSEEN;
    private long childCpuNanos = Stages.UNSEEN;
    private long tareCpuNanos = Stages.UNSEEN;

    public ProbeProcess(ProbeLauncher launcher, InstanceSpec spec) {
        this.kernel = launcher.kernel();
        this.clock = launcher.clock();
        this.spec = spec;
        this.poller = new Poller(kernel);
        this.cpu = new ThreadCpu(kernel);
    }

    /** Reads the clock, then makes the pipes; returns t0. */
    long begin() {
        // Before t0, since it is a system call of the instrument's and not of the launch.
        cpuStartNanos = cpu.nanos();
        startNanos = clock.nanos();
        kernel.call(Syscall.PIPE2, pair, O_CLOEXEC);
        childControl = arena.intAt(pair);
        control = arena.intAt(pair + 4);
        kernel.call(Syscall.PIPE2, pair, O_CLOEXEC);
        ready = arena.intAt(pair);
        childReady = arena.intAt(pair + 4);
        return startNanos;
    }

    int childControl() {
        return childControl;
    }

    int childReady() {
        return childReady;
    }

    /** The tape has been played: the child executes the probe. */
    void started(Child started) {
        createdNanos = clock.nanos();
        child = started;
        // Only when the child's ends are closed here does its end show as a hang-up.
        childControl = close(childControl);
        childReady = close(childReady);
    }

    /** Its pid in Tare's pid namespace. */
    public int pid() {
        return child().pid();
    }

    /**
     * Waits for the ready byte.
     *
     * @throws LaunchException if the probe ended or the deadline passed; it is then still to be
     *     stopped
     */
    public void awaitReady() {
        int events = poller.await(ready, startNanos + spec.deadline().toNanos() - clock.nanos());
        if ((events & Poller.POLLIN) != 0 && kernel.call(Syscall.READ, ready, octet, 1) == 1) {
            readyNanos = clock.nanos();
            return;
        }
        if (events == 0) {
            throw new LaunchException(
                    "ready byte", "none within " + spec.deadline().toMillis() + " ms", "", null);
        }
        throw new LaunchException(
                "ready byte", "the probe ended first: " + end().describe(), "", null);
    }

    /** Takes the launching thread's CPU time since t0; by that thread, right after ready. */
    public void readCpu() {
        tareCpuNanos = cpu.nanos() - cpuStartNanos;
    }

    /** Completes the journal's intent with what is known once the probe runs. */
    public void record(Journal.Entry entry, String token) {
        ProcessIdentity.of(pid())
                .ifPresent(
                        id ->
                                entry.update(
                                        new Resource.RunningProcess(
                                                token, id.pid(), id.startTicks())));
    }

    /** Sends a byte and waits for the probe's answer. */
    public boolean ping() {
        arena.putLong(octet, 'P');
        // EPIPE: it is gone, so it does not answer. The JVM ignores SIGPIPE.
        if (kernel.attempt(Syscall.WRITE, control, octet, 1) != 1) {
            return false;
        }
        int events = poller.await(ready, spec.deadline().toNanos());
        return (events & Poller.POLLIN) != 0 && kernel.call(Syscall.READ, ready, octet, 1) == 1;
    }

    /** Whether {@link #stop} was called. */
    public boolean stopping() {
        return stopRequestedNanos != Stages.UNSEEN;
    }

    /**
     * Kills the probe, reaps it and closes every descriptor.
     *
     * @throws tare.harness.linux.NativeException if it does not end
     */
    public void stop() {
        stopRequestedNanos = clock.nanos();
        control = close(control);
        try (Child stopping = child()) {
            stopping.kill();
            childCpuNanos = end().cpuNanos();
        } finally {
            release();
        }
    }

    /** Everything of the instance is removed: the last stage. */
    public void stopped() {
        stoppedNanos = clock.nanos();
    }

    /** Closes what is open and frees the native memory; for a launch that was not, or failed. */
    public void release() {
        control = close(control);
        childControl = close(childControl);
        ready = close(ready);
        childReady = close(childReady);
        poller.close();
        cpu.close();
        arena.close();
    }

    /** The stages so far. */
    public Stages stages() {
        return new Stages(
                startNanos,
                createdNanos,
                Stages.UNSEEN,
                readyNanos,
                stopRequestedNanos,
                stoppedNanos,
                childCpuNanos,
                tareCpuNanos);
    }

    private Ended end() {
        Ended known = ended;
        if (known == null) {
            known = child().reap(END_NANOS);
            ended = known;
        }
        return known;
    }

    private Child child() {
        if (child == null) {
            throw new IllegalStateException("the probe was not started: " + spec.name());
        }
        return child;
    }

    private int close(int descriptor) {
        if (descriptor != CLOSED) {
            kernel.close(descriptor);
        }
        return CLOSED;
    }
}
