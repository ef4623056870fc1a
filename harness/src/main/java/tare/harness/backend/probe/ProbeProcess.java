package tare.harness.backend.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Line;
import tare.harness.backend.StageTimes;
import tare.harness.backend.Stages;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.linux.Child;
import tare.harness.linux.Children;
import tare.harness.linux.Ended;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;
import tare.harness.linux.Poller;
import tare.harness.linux.Syscall;

/**
 * One probe, from its pipes to its end, with the times of its stages. What it needs is allocated
 * before the clock starts. Used by one thread at a time.
 */
public final class ProbeProcess {

    /** A killed process ends as soon as the kernel lets go of it. */
    private static final long END_NANOS = 10_000_000_000L;

    /** Once its channel is closed a runtime that fails is about to end. */
    private static final long CLOSED_NANOS = 1_000_000_000L;

    private final MonotonicClock clock;
    private final InstanceSpec spec;
    private final Channel channel;
    private final Poller poller;
    private final StageTimes times;
    private final Kernel kernel;
    private final List<Integer> groups = new ArrayList<>();

    private boolean answered;
    private @Nullable DescriptorLine line;
    private @Nullable Child child;
    private @Nullable Ended ended;

    public ProbeProcess(ProbeLauncher launcher, InstanceSpec spec) {
        this(launcher, spec, new Pipes(launcher.kernel()));
    }

    /** With another way to the probe than two pipes. */
    public ProbeProcess(ProbeLauncher launcher, InstanceSpec spec, Channel channel) {
        this.clock = launcher.clock();
        this.spec = spec;
        this.channel = channel;
        this.kernel = launcher.kernel();
        this.poller = new Poller(kernel);
        this.times = new StageTimes(clock, kernel);
    }

    /** Reads the clock, then makes the channel; returns t0. */
    long begin() {
        times.start();
        channel.open();
        return times.startNanos();
    }

    int childControl() {
        return channel.childControl();
    }

    int childReady() {
        return channel.childReady();
    }

    /** The tape has been played: the child executes the probe, or a program that starts it. */
    void started(Child started) {
        times.created();
        child = started;
        channel.handedOver();
    }

    /** The child has ended, and the one that goes on with the launch stands in its place. */
    public void follow(Child next) {
        groups.add(child().pid());
        child().close();
        child = next;
        ended = null;
    }

    /** When the deadline of the launch passes, on the run's clock. */
    public long deadlineNanos() {
        return times.startNanos() + spec.deadline().toNanos();
    }

    /**
     * Waits until the child has ended: where it only makes the instance, which is then created.
     *
     * @return how it ended
     * @throws LaunchException if it does not end before the deadline
     */
    public Ended awaitCreated() {
        try {
            Ended made = child().reap(Math.max(0, times.leftNanos(spec.deadline())));
            times.created();
            ended = made;
            times.addChildCpu(made.cpuNanos());
            return made;
        } catch (NativeException e) {
            throw new LaunchException(
                    "create", "not done within " + spec.deadline().toMillis() + " ms", "", e);
        }
    }

    /** The instance's guest has been started. */
    public void entered() {
        times.entered();
    }

    /** For a poll beside other descriptors: readable once the child has ended. */
    public int descriptor() {
        return child().descriptor();
    }

    /**
     * For a poll beside other descriptors: readable once the byte is there, or the channel ends.
     */
    public int readyDescriptor() {
        return channel.ready();
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
        int events = poller.await(channel.ready(), times.leftNanos(spec.deadline()));
        if (taken(events)) {
            return;
        }
        throw events == 0
                ? late()
                : new LaunchException(
                        "ready byte", "the probe ended first: " + end().describe(), "", null);
    }

    /**
     * The same for a child that is not the probe and may end without the channel's showing it.
     *
     * @throws LaunchException if it ended with a failure or the deadline passed; everything is then
     *     still to be stopped
     */
    public void awaitReadyBeside() {
        boolean watch = ended == null;
        while (true) {
            long left = times.leftNanos(spec.deadline());
            int events =
                    watch
                            ? poller.await(channel.ready(), child().descriptor(), left)
                            : poller.await(channel.ready(), left);
            if (events != Poller.OTHER && taken(events)) {
                return;
            }
            if (events == 0) {
                throw late();
            }
            if (!watch) {
                throw new LaunchException("ready byte", "the instance ended first", "", null);
            }
            if (events != Poller.OTHER && !child().awaitExit(Math.min(left, CLOSED_NANOS))) {
                throw new LaunchException(
                        "ready byte", "the runtime has closed the channel and lives on", "", null);
            }
            if (!end().succeeded() || events != Poller.OTHER) {
                throw new LaunchException(
                        "ready byte", "the runtime ended first: " + end().describe(), "", null);
            }
            watch = false;
        }
    }

    /** Takes the byte if there is one; whoever else writes there has not started the probe. */
    private boolean taken(int events) {
        if ((events & Poller.POLLIN) == 0) {
            return false;
        }
        if (!channel.take()) {
            if (channel.ended()) {
                return false;
            }
            throw new LaunchException(
                    "ready byte", "something that is not the probe wrote on its channel", "", null);
        }
        times.ready();
        return true;
    }

    private LaunchException late() {
        return new LaunchException(
                "ready byte", "none within " + spec.deadline().toMillis() + " ms", "", null);
    }

    /** Takes the launching thread's CPU time since t0; by that thread, right after ready. */
    public void readCpu() {
        times.readTareCpu();
    }

    /** Completes the journal's intent with what is known once the probe runs. */
    public void record(Journal.Entry entry, String token) {
        Resource.RunningProcess.of(token, pid()).ifPresent(entry::update);
    }

    /**
     * Sends a byte and waits for the probe's answer. A program in its place answers the first byte
     * alone: once it has, only its end is looked for.
     */
    public boolean ping() {
        if (answered && spec.program().isPresent()) {
            return (poller.await(channel.ready(), 0) & Poller.POLLHUP) == 0;
        }
        answered = channel.ping(poller, clock, spec.deadline());
        return answered;
    }

    /** The way to a program in the place of the probe, until its end is asked for. */
    public Optional<Line> line() {
        if (spec.program().isEmpty() || times.isStopping()) {
            return Optional.empty();
        }
        DescriptorLine known = line;
        if (known == null) {
            known = new DescriptorLine(kernel, clock, channel.control(), channel.ready());
            line = known;
        }
        return Optional.of(known);
    }

    /** How the child has ended by itself; empty while it lives or its end is asked for. */
    public Optional<String> obituary() {
        if (times.isStopping() || (poller.await(channel.ready(), 0) & Poller.POLLHUP) == 0) {
            return Optional.empty();
        }
        return awaitEnd(CLOSED_NANOS).map(Ended::describe);
    }

    /** Whether {@link #stop} was called. */
    public boolean stopping() {
        return times.isStopping();
    }

    /**
     * Reaps the probe, which is killed if it lives yet, and closes every descriptor.
     *
     * @throws tare.harness.linux.NativeException if it does not end
     */
    public void stop() {
        hangUp();
        try (Child stopping = child()) {
            if (ended == null) {
                // Its end may have been asked for a while ago.
                stopping.reapEnded().ifPresentOrElse(this::took, stopping::kill);
            }
            end();
        } finally {
            release();
        }
    }

    /** The stop is asked for: closes the control, at which the probe ends by itself. */
    public void hangUp() {
        if (!times.isStopping()) {
            times.stopRequested();
        }
        if (line != null) {
            line.endWriting();
        }
        channel.hangUp();
    }

    /**
     * Waits for the child's end after {@link #hangUp}, without killing it: it clears up.
     *
     * @return how it ended; empty if it did not within the time, and lives on
     */
    public Optional<Ended> awaitEnd(long nanos) {
        Ended known = ended;
        if (known == null) {
            if (!child().awaitExit(nanos)) {
                return Optional.empty();
            }
            known = end();
        }
        return Optional.of(known);
    }

    /** Kills what the child has started; it is then about to end by itself. */
    public void killChildren() {
        Children.kill(kernel, child().pid());
    }

    /** Kills the child itself, where it is the machine. */
    public void killFirst() {
        child().kill();
    }

    /** Kills the child, if there is one that lives, with its own children, and reaps it. */
    public void kill() {
        if (child != null && ended == null) {
            // First, while it is known whose they are: not every runtime takes them with it.
            Children.kill(kernel, child.pid());
            child.kill();
            end();
        }
    }

    /**
     * Whether something lives on when all have ended: it holds the probe's end of the channel, or
     * is in the process group of a child that has been reaped.
     *
     * @param nanos how long what holds the channel may take to end
     */
    public boolean lingers(long nanos) {
        if ((poller.await(channel.ready(), nanos) & Poller.POLLHUP) == 0) {
            return true;
        }
        groups.add(child().pid());
        return groups.stream()
                .anyMatch(
                        group -> kernel.attempt(Syscall.KILL, -group, 0) != -Errno.ESRCH.number());
    }

    /** CPU time of another process that worked for this instance. */
    public void addChildCpu(long nanos) {
        times.addChildCpu(nanos);
    }

    /** Everything of the instance is removed: the last stage. */
    public void stopped() {
        times.stopped();
    }

    /** Closes what is open and frees the native memory; for a launch that was not, or failed. */
    public void release() {
        if (line != null) {
            line.end();
        }
        channel.close();
        poller.close();
        times.close();
        if (child != null) {
            child.close();
        }
    }

    /** The stages so far. */
    public Stages stages() {
        return times.stages();
    }

    private Ended end() {
        Ended known = ended;
        if (known == null) {
            known = child().reap(END_NANOS);
            took(known);
        }
        return known;
    }

    private void took(Ended end) {
        ended = end;
        times.addChildCpu(end.cpuNanos());
    }

    private Child child() {
        if (child == null) {
            throw new IllegalStateException("the probe was not started: " + spec.name());
        }
        return child;
    }
}
