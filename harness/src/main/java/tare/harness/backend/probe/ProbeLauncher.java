package tare.harness.backend.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
public final class ProbeLauncher implements AutoCloseable {

    /** Of the launches that are prepared at the same time most backends have one. */
    private static final int MOST_SPARE = 8;

    private static final int AT_FDCWD = -100;
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;

    private final Kernel kernel = new Kernel();
    private final BackendContext context;
    private final Watchdog watchdog;
    private final Closing closing;
    private final Deque<ProbeTape> spare = new ArrayDeque<>();
    private @Nullable InstanceSpec spareFor;
    private @Nullable LowDescriptors low;
    private @Nullable InstanceRoot probeRoot;

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
        return new ProbeTape(kernel, closing, spec, token(spec), null, errors);
    }

    /**
     * A complete tape for {@link #start}: one that was played before if there is one for such an
     * instance, since writing a tape takes several times as long as playing most of it.
     *
     * @param steps adds the steps after the first to a new one
     */
    public ProbeTape tape(InstanceSpec spec, Consumer<ProbeTape> steps) {
        watchdog.wake();
        String token = token(spec);
        if (spareFor != null && spareFor.differsInNameAlone(spec)) {
            ProbeTape known = spare.pollFirst();
            if (known != null && known.rename(token)) {
                return known;
            }
            if (known != null) {
                known.tape().close();
            }
        }
        ProbeTape made =
                new ProbeTape(kernel, closing, spec, token, lowDescriptors(), ProbeTape.NO_ERRORS);
        steps.accept(made);
        made.seal();
        return made;
    }

    /** Takes back what the other method of that name has given, when the child has played it. */
    public void putBack(ProbeTape tape, InstanceSpec spec) {
        if (spareFor == null || !spareFor.differsInNameAlone(spec)) {
            freeSpare();
            spareFor = spec;
        }
        if (spec.program().isEmpty() && spare.size() < MOST_SPARE) {
            spare.addFirst(tape);
        } else {
            tape.tape().close();
        }
    }

    private @Nullable LowDescriptors lowDescriptors() {
        if (low == null && closing.byRange()) {
            low = LowDescriptors.open(kernel);
        }
        return low;
    }

    private void freeSpare() {
        spare.forEach(tape -> tape.tape().close());
        spare.clear();
    }

    /**
     * The root of an instance: a program's own is made, and that of all probes once.
     *
     * @throws LaunchException if it cannot be made; nothing is left of it
     */
    public InstanceRoot root(InstanceSpec spec) {
        if (spec.program().isPresent()) {
            return InstanceRoot.of(context.directory(), spec, token(spec));
        }
        InstanceRoot known = probeRoot;
        if (known == null) {
            known = InstanceRoot.of(context.directory(), spec, token(spec));
            probeRoot = known;
        }
        return known;
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
            long deadlineNanos = startNanos + spec.deadline().toNanos();
            process.started(play(tape, process, deadlineNanos));
        } catch (NativeException e) {
            throw new LaunchException(e.call(), Errno.describe(e.errno()), "", e);
        } catch (TapeException e) {
            throw new LaunchException(e.step(), e.why(), "", e);
        }
    }

    private Child play(ProbeTape tape, ProbeProcess process, long deadlineNanos) {
        if (low == null || !tape.takesLow()) {
            tape.pipes(process.childControl(), process.childReady());
            return tape.tape().play(watchdog, deadlineNanos);
        }
        try {
            low.lead(process.childControl(), process.childReady());
            return tape.tape().play(watchdog, deadlineNanos);
        } finally {
            low.clear();
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
        try (Arena arena = kernel.arena(32)) {
            return (int)
                    kernel.call(
                            Syscall.OPENAT, AT_FDCWD, arena.text("/dev/null"), O_RDWR | O_CLOEXEC);
        }
    }

    /** Gives back what is kept from launch to launch; it can be used again. Idempotent. */
    @Override
    public void close() {
        freeSpare();
        if (low != null) {
            low.close();
            low = null;
        }
    }
}
