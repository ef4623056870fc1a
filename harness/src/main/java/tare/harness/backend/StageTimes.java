package tare.harness.backend;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Kernel;
import tare.harness.linux.ThreadCpu;

/**
 * Takes the times of one launch's {@link Stages} as it reaches them. What it needs is allocated
 * before the clock starts. Used by one thread at a time.
 */
public final class StageTimes implements AutoCloseable {

    private final MonotonicClock clock;
    private final ThreadCpu cpu;
    private @Nullable Thread starter;
    private long startCpuNanos;
    private long startNanos = Stages.UNSEEN;
    private long createdNanos = Stages.UNSEEN;
    private long enteredNanos = Stages.UNSEEN;
    private long readyNanos = Stages.UNSEEN;
    private long stopRequestedNanos = Stages.UNSEEN;
    private long stoppedNanos = Stages.UNSEEN;
    private long childCpuNanos = Stages.UNSEEN;
    private long tareCpuNanos = Stages.UNSEEN;

    public StageTimes(MonotonicClock clock, Kernel kernel) {
        this.clock = clock;
        this.cpu = new ThreadCpu(kernel);
    }

    /** Begins; the calling thread is the one that launches. */
    public void start() {
        starter = Thread.currentThread();
        // Before t0, since it is a system call of the instrument's and not of the launch.
        startCpuNanos = cpu.nanos();
        startNanos = clock.nanos();
    }

    /** t0. */
    public long startNanos() {
        return startNanos;
    }

    /** What is left of a time that began at t0; below zero when it has passed. */
    public long leftNanos(Duration bound) {
        return startNanos + bound.toNanos() - clock.nanos();
    }

    /** The backend's objects exist, now. */
    public void created() {
        created(clock.nanos());
    }

    /** The backend's objects existed at that time. */
    public void created(long nanos) {
        createdNanos = nanos;
    }

    /** The instance's guest has been started, now. */
    public void entered() {
        enteredNanos = clock.nanos();
    }

    /** The host sees the ready byte, now. */
    public void ready() {
        ready(clock.nanos());
    }

    /** The host saw the ready byte at that time. */
    public void ready(long nanos) {
        readyNanos = nanos;
    }

    /** When the host saw the ready byte, or {@link Stages#UNSEEN}. */
    public long readyNanos() {
        return readyNanos;
    }

    /** Whether the host has seen the ready byte. */
    public boolean isReady() {
        return readyNanos != Stages.UNSEEN;
    }

    /** Takes the CPU time since t0, right after ready; by another thread than t0, does nothing. */
    public void readTareCpu() {
        if (Thread.currentThread() == starter) {
            tareCpuNanos = cpu.nanos() - startCpuNanos;
        }
    }

    /** CPU time of another thread of Tare's that worked for the launch, if its own was taken. */
    public void addTareCpu(long nanos) {
        if (tareCpuNanos != Stages.UNSEEN) {
            tareCpuNanos += nanos;
        }
    }

    /** CPU time of one more process of the instance. */
    public void addChildCpu(long nanos) {
        childCpuNanos = childCpuNanos == Stages.UNSEEN ? nanos : childCpuNanos + nanos;
    }

    /** The stop is asked for, now. */
    public void stopRequested() {
        stopRequestedNanos = clock.nanos();
    }

    /** Whether the stop was asked for. */
    public boolean isStopping() {
        return stopRequestedNanos != Stages.UNSEEN;
    }

    /** Everything of the instance is removed, now: the last stage. */
    public void stopped() {
        stoppedNanos = clock.nanos();
    }

    /** The stages so far. */
    public Stages stages() {
        return new Stages(
                startNanos,
                createdNanos,
                enteredNanos,
                readyNanos,
                stopRequestedNanos,
                stoppedNanos,
                childCpuNanos,
                tareCpuNanos);
    }

    /** Frees the native memory; the stages stay. Idempotent. */
    @Override
    public void close() {
        cpu.close();
    }
}
