package tare.harness.linux;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Kills a child that is stuck in a step of its tape while the launching thread waits for it in the
 * kernel. Guards one tape at a time.
 *
 * <p>One daemon thread, made by the first launch and ended after a minute without one. It is not
 * woken by a launch unless it would sleep past that launch's deadline: the measured path is a lock
 * that nobody else holds.
 */
public final class Watchdog {

    private static final long IDLE_NANOS = 60_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier clock;
    private @Nullable SyscallTape guarded;
    private @Nullable Thread thread;
    private long deadlineNanos;
    private long wakeNanos;
    private boolean idle;

    /**
     * @param clock a monotonic clock in nanoseconds
     */
    public Watchdog(LongSupplier clock) {
        this.clock = clock;
    }

    /** Makes the thread, so that the next launch need not; idempotent. */
    public synchronized void wake() {
        idle = false;
        if (thread == null) {
            wakeNanos = clock.getAsLong() + IDLE_NANOS;
            Thread made = new Thread(this::watch, "tare-watchdog");
            made.setDaemon(true);
            made.start();
            thread = made;
        }
    }

    synchronized void arm(SyscallTape tape, long deadline) {
        guarded = tape;
        deadlineNanos = deadline;
        idle = false;
        if (thread == null) {
            wake();
        }
        if (deadline - wakeNanos < 0) {
            notifyAll();
        }
    }

    synchronized void disarm() {
        guarded = null;
    }

    private synchronized void watch() {
        try {
            long now = clock.getAsLong();
            while (plan(now)) {
                wait(Math.max(1, (wakeNanos - now) / NANOS_PER_MILLI + 1));
                now = clock.getAsLong();
            }
        } catch (InterruptedException e) {
            // Nobody of Tare's interrupts it; whoever does wants it to end.
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    /** Acts on what is due and sets the next waking; false when the thread may end. */
    private synchronized boolean plan(long now) {
        SyscallTape tape = guarded;
        if (tape == null) {
            boolean over = idle && now - wakeNanos >= 0;
            wakeNanos = idle ? wakeNanos : now + IDLE_NANOS;
            idle = true;
            return !over;
        }
        if (now - deadlineNanos >= 0) {
            tape.killPlayer();
            // Again after a millisecond, should the child not have existed yet.
            wakeNanos = now + NANOS_PER_MILLI;
        } else {
            wakeNanos = deadlineNanos;
        }
        return true;
    }
}
