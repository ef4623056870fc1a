package tare.harness.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * System calls that a child makes one after the other between clone and execve, without any Java
 * running in it: prepared in native memory, played by some 150 bytes of machine code ({@link
 * TapeCode}) on memory shared with this VM while the launching thread waits (CLONE_VFORK).
 *
 * <p>The tape stops at the first call that fails and keeps its result, so that the failure names
 * its step. Played once, or again once it is rewound; by one thread. Why it is safe:
 * docs/decisions/0001-syscall-tape.md.
 */
public final class SyscallTape implements AutoCloseable {

    /** Layout, known to tape-*.S: a header, then entries. */
    static final int HEADER_BYTES = 64;

    static final int ENTRY_BYTES = 64;
    static final int ALL_SIGNALS = 8;
    static final int PIDFD = 24;
    static final int FLAGS = 4;
    static final int ARGUMENTS = 8;
    static final int RESULT = 56;

    private static final int IGNORE_FAILURE = 1;

    /** No system call returns it: the entry was not played, or its call has not returned. */
    private static final long PENDING = Long.MAX_VALUE;

    /** CLONE_VM | CLONE_PIDFD | CLONE_VFORK | SIGCHLD. */
    private static final int CLONE_FLAGS = 0x100 | 0x1000 | 0x4000 | 17;

    /** The child has no table of descriptors of its own until a step gives it one. */
    private static final int CLONE_FILES = 0x400;

    private static final int NO_PIDFD = -1;

    /** A child that has failed or been killed ends at once. */
    private static final long END_NANOS = 10_000_000_000L;

    private final Kernel kernel;
    private final Arena arena;
    private final long tape;
    private final int capacity;
    private final List<String> steps = new ArrayList<>();
    private byte[] unplayed = {};
    private String firstName = "";
    private String name = "";

    /**
     * @param steps how many system calls it can hold
     * @param dataBytes room for what they point to
     */
    public SyscallTape(Kernel kernel, int steps, int dataBytes) {
        this.kernel = kernel;
        this.capacity = steps;
        this.arena = new Arena(HEADER_BYTES + (long) steps * ENTRY_BYTES + dataBytes);
        this.tape = arena.reserve(HEADER_BYTES + (long) steps * ENTRY_BYTES);
        arena.putLong(tape, CLONE_FLAGS);
        arena.putLong(tape + ALL_SIGNALS, -1);
        arena.putInt(tape + PIDFD, NO_PIDFD);
    }

    /** The child gets new namespaces of these kinds. */
    public void unshare(Set<Namespace> namespaces) {
        long flags = arena.longAt(tape);
        for (Namespace namespace : namespaces) {
            flags |= namespace.flag() & 0xffffffffL;
        }
        arena.putLong(tape, flags);
    }

    /**
     * The child begins with this process's own table of descriptors, not with a copy, which takes
     * time for each that is open. A step must unshare it before one changes it.
     */
    public void shareDescriptors() {
        arena.putLong(tape, arena.longAt(tape) | CLONE_FILES);
    }

    /**
     * All steps are there: the tape can be {@linkplain #rewind rewound}.
     *
     * @param instance a word in the names of steps that means whom it is played for
     */
    public void seal(String instance) {
        unplayed = arena.bytesAt(tape, HEADER_BYTES + steps.size() * ENTRY_BYTES);
        firstName = instance;
        name = instance;
    }

    /**
     * Puts a sealed tape back to what it was when it was sealed.
     *
     * @param instance whom it is played for next
     */
    public void rewind(String instance) {
        arena.put(tape, unplayed, 0, unplayed.length);
        name = instance;
    }

    /** Native memory that lives as long as the tape. */
    public Arena arena() {
        return arena;
    }

    /** Where the header begins. */
    long address() {
        return tape;
    }

    /** The names of the steps so far, in order. */
    public List<String> steps() {
        return steps.stream().map(this::named).toList();
    }

    private String named(String step) {
        return firstName.equals(name) ? step : step.replace(firstName, name);
    }

    /**
     * Adds a call.
     *
     * @param step what a failure is called, for example {@code mount /proc}
     * @return its position, for {@link #argument}
     */
    public int add(String step, Syscall call, long... arguments) {
        int position = steps.size();
        if (position == capacity) {
            throw new IllegalStateException("the tape is full at step " + step);
        }
        steps.add(step);
        long entry = entry(position);
        arena.putInt(entry, call.number());
        for (int i = 0; i < arguments.length; i++) {
            arena.putLong(entry + ARGUMENTS + 8L * i, arguments[i]);
        }
        arena.putLong(entry + RESULT, PENDING);
        return position;
    }

    /** Adds a call whose failure does not stop the tape. */
    public void addTolerant(String step, Syscall call, long... arguments) {
        arena.putInt(entry(add(step, call, arguments)) + FLAGS, IGNORE_FAILURE);
    }

    /** Changes one argument, for what is known only just before the launch. */
    public void argument(int position, int index, long value) {
        arena.putLong(entry(position) + ARGUMENTS + 8L * index, value);
    }

    /**
     * Makes a step fail, to test what is undone after it: execve gets bad arguments, anything else
     * becomes a call that does not exist.
     */
    public void spoil(int position) {
        long entry = entry(position);
        if (arena.intAt(entry) == Syscall.EXECVE.number()) {
            arena.putLong(entry + ARGUMENTS, -1);
        } else {
            arena.putInt(entry, -1);
            arena.putInt(entry + FLAGS, 0);
        }
    }

    /**
     * Clones a child that plays the tape; returns when its last step, an execve, is done.
     *
     * @param watchdog kills the child if it is still playing at the deadline
     * @param deadlineNanos on the watchdog's clock
     * @throws TapeException which step failed and why; the child is reaped
     */
    public Child play(Watchdog watchdog, long deadlineNanos) {
        watchdog.arm(this, deadlineNanos);
        long pid;
        try {
            pid = TapeCode.play(tape);
        } finally {
            watchdog.disarm();
        }
        if (pid < 0) {
            throw new TapeException("clone", Errno.describe((int) -pid));
        }
        Child child = new Child(kernel, (int) pid, new Pidfd(kernel, arena.intAt(tape + PIDFD)));
        // The child is gone from this memory: either execve was the last call, or it has ended.
        int last = steps.size() - 1;
        boolean executing = result(last) == PENDING && (last == 0 || played(last - 1));
        if (!executing) {
            throw failure(child);
        }
        return child;
    }

    /** Kills the child that plays, if there is one; called by the watchdog's thread. */
    void killPlayer() {
        int pidfd = arena.intAt(tape + PIDFD);
        if (pidfd != NO_PIDFD) {
            kernel.attempt(Syscall.PIDFD_SEND_SIGNAL, pidfd, Pidfd.SIGKILL, 0, 0);
        }
    }

    private TapeException failure(Child child) {
        try (child) {
            Ended ended = child.reap(END_NANOS);
            for (int position = 0; position < steps.size(); position++) {
                if (!played(position)) {
                    long result = result(position);
                    String why =
                            result == PENDING
                                    ? ended.describe() + " before it returned"
                                    : Errno.describe((int) -result);
                    return new TapeException(named(steps.get(position)), why);
                }
            }
            return new TapeException("end of the tape", "no step has replaced the child");
        }
    }

    /** Whether the tape went on after this step. */
    private boolean played(int position) {
        long result = result(position);
        boolean tolerant = arena.intAt(entry(position) + FLAGS) == IGNORE_FAILURE;
        return result != PENDING && (result >= 0 || tolerant);
    }

    private long result(int position) {
        return arena.longAt(entry(position) + RESULT);
    }

    private long entry(int position) {
        return tape + HEADER_BYTES + (long) position * ENTRY_BYTES;
    }

    /** Frees the memory; idempotent. */
    @Override
    public void close() {
        arena.close();
    }
}
