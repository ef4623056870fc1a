package tare.harness.linux.kvm;

import tare.harness.linux.Arena;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;
import tare.harness.linux.Syscall;

/**
 * A bound on the time that a thread spends in KVM_RUN, without a second thread and without a signal
 * handler, which a JVM would not stand.
 *
 * <p>While armed, the thread blocks one real-time signal that nobody else uses, and a timer of the
 * kernel sends that signal to this thread alone. KVM_SET_SIGNAL_MASK unblocks it inside KVM_RUN
 * only, where it is never delivered but makes the call return EINTR. It then stays pending until
 * {@link #isOver} or {@link #disarm} takes it away.
 */
public final class RunLimit {

    /** Two below SIGRTMAX: neither the C library nor the JVM has a use for it. */
    private static final int SIGNAL = 62;

    private static final int SIG_BLOCK = 0;
    private static final int SIG_SETMASK = 2;

    /** Bytes of the kernel's signal set. */
    private static final int SET_BYTES = 8;

    private static final int CLOCK_MONOTONIC = 1;

    /** Offsets in {@code struct sigevent}; SIGEV_THREAD_ID names the one thread that is meant. */
    private static final int SIGEV_BYTES = 64;

    private static final int SIGEV_SIGNO = 8;
    private static final int SIGEV_NOTIFY = 12;
    private static final int SIGEV_NOTIFY_THREAD_ID = 16;
    private static final int SIGEV_THREAD_ID = 4;

    /** {@code struct itimerspec}: interval, then value; seconds, then nanoseconds. */
    private static final int ITIMERSPEC_BYTES = 32;

    private static final int VALUE_SECONDS = 16;
    private static final int VALUE_NANOS = 24;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** What {@code struct kvm_signal_mask} takes with its set. */
    private static final int MASK_BYTES = 16;

    static final int MASK_SIGSET = 4;

    /** Native bytes that one limit takes of an arena. */
    public static final int ARENA_BYTES = 256;

    private final Kernel kernel;
    private final Arena arena;
    private final long signal;
    private final long before;
    private final long zeroTime;
    private final long event;
    private final long timer;
    private final long time;
    private final long mask;
    private boolean armed;
    private boolean over;

    /**
     * @param arena lives as long as the limit, with {@link #ARENA_BYTES} free
     */
    public RunLimit(Kernel kernel, Arena arena) {
        this.kernel = kernel;
        this.arena = arena;
        signal = arena.words(1L << (SIGNAL - 1));
        before = arena.reserve(SET_BYTES);
        zeroTime = arena.words(0, 0);
        event = arena.reserve(SIGEV_BYTES);
        timer = arena.reserve(Integer.BYTES);
        time = arena.reserve(ITIMERSPEC_BYTES);
        mask = arena.reserve(MASK_BYTES);
        arena.putInt(event + SIGEV_SIGNO, SIGNAL);
        arena.putInt(event + SIGEV_NOTIFY, SIGEV_THREAD_ID);
        arena.putInt(mask, SET_BYTES);
        kernel.call(Syscall.RT_SIGPROCMASK, SIG_BLOCK, 0, before, SET_BYTES);
        long inside = arena.longAt(before) & ~(1L << (SIGNAL - 1));
        // The set follows the length at once, at an offset that is not a multiple of eight.
        arena.putInt(mask + MASK_SIGSET, (int) inside);
        arena.putInt(mask + MASK_SIGSET + Integer.BYTES, (int) (inside >>> Integer.SIZE));
    }

    /** Lets the vCPU be interrupted by this limit, once after its creation. */
    public void attach(Vcpu vcpu) {
        vcpu.request(KvmRequest.KVM_SET_SIGNAL_MASK, mask);
    }

    /**
     * Starts the time for the calling thread.
     *
     * @param nanos at least one
     */
    public void arm(long nanos) {
        if (armed) {
            throw new IllegalStateException("the limit is armed already");
        }
        over = false;
        kernel.call(Syscall.RT_SIGPROCMASK, SIG_BLOCK, signal, before, SET_BYTES);
        try {
            int thread = (int) kernel.call(Syscall.GETTID);
            arena.putInt(event + SIGEV_NOTIFY_THREAD_ID, thread);
            kernel.call(Syscall.TIMER_CREATE, CLOCK_MONOTONIC, event, timer);
        } catch (NativeException e) {
            kernel.call(Syscall.RT_SIGPROCMASK, SIG_SETMASK, before, 0, SET_BYTES);
            throw e;
        }
        armed = true;
        arena.putLong(time + VALUE_SECONDS, nanos / NANOS_PER_SECOND);
        arena.putLong(time + VALUE_NANOS, nanos % NANOS_PER_SECOND);
        kernel.call(Syscall.TIMER_SETTIME, arena.intAt(timer), 0, time, 0);
    }

    /** Whether the time is over; asked by the thread that armed it. */
    boolean isOver() {
        return over || takePending();
    }

    /** Ends the limit on the thread that armed it, and gives the thread its mask back. */
    public void disarm() {
        if (!armed) {
            return;
        }
        armed = false;
        kernel.call(Syscall.TIMER_DELETE, arena.intAt(timer));
        // Unblocked while pending it would end the process: its default action.
        takePending();
        kernel.call(Syscall.RT_SIGPROCMASK, SIG_SETMASK, before, 0, SET_BYTES);
    }

    private boolean takePending() {
        long taken = kernel.attempt(Syscall.RT_SIGTIMEDWAIT, signal, 0, zeroTime, SET_BYTES);
        if (taken < 0 && taken != -Errno.EAGAIN.number() && taken != -Errno.EINTR.number()) {
            throw new NativeException("rt_sigtimedwait", (int) -taken);
        }
        over |= taken == SIGNAL;
        return taken == SIGNAL;
    }
}
