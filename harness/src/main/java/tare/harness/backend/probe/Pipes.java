package tare.harness.backend.probe;

import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;

/** Two pipes that the first process inherits, and hands on to the probe if it is not the probe. */
public final class Pipes implements Channel {

    /** The same on both architectures. */
    private static final int O_CLOEXEC = 0x80000;

    private static final int CLOSED = -1;

    private final Kernel kernel;
    private final Arena arena;
    private final long pair;
    private final long octet;
    private final boolean terminal;
    private final boolean agent;
    private int control = CLOSED;
    private int childControl = CLOSED;
    private int ready = CLOSED;
    private int childReady = CLOSED;

    public Pipes(Kernel kernel) {
        this(kernel, false, false);
    }

    private Pipes(Kernel kernel, boolean terminal, boolean agent) {
        this.kernel = kernel;
        arena = kernel.arena(32);
        pair = arena.reserve(8);
        octet = arena.reserve(8);
        this.terminal = terminal;
        this.agent = agent;
    }

    /**
     * For a probe behind a terminal in its usual mode, such as a guest's serial line: it hands on
     * whole lines, and sends them back.
     */
    public static Pipes toTerminal(Kernel kernel) {
        return new Pipes(kernel, true, false);
    }

    /** For the agent in a guest's place of the probe: its first act may be a new identity. */
    public static Pipes toAgent(Kernel kernel) {
        return new Pipes(kernel, true, true);
    }

    @Override
    public void open() {
        kernel.call(Syscall.PIPE2, pair, O_CLOEXEC);
        childControl = arena.intAt(pair);
        control = arena.intAt(pair + 4);
        kernel.call(Syscall.PIPE2, pair, O_CLOEXEC);
        ready = arena.intAt(pair);
        childReady = arena.intAt(pair + 4);
    }

    @Override
    public int control() {
        return control;
    }

    @Override
    public int childControl() {
        return childControl;
    }

    @Override
    public int childReady() {
        return childReady;
    }

    @Override
    public void handedOver() {
        // Only when the child's ends are closed here does its end show as a hang-up.
        childControl = close(childControl);
        childReady = close(childReady);
    }

    @Override
    public int ready() {
        return ready;
    }

    @Override
    public boolean take() {
        if (kernel.call(Syscall.READ, ready, octet, 1) != 1) {
            return false;
        }
        long read = arena.longAt(octet) & 0xff;
        return Channel.isOfProbe(read) || (agent && read == 'I');
    }

    @Override
    public boolean ask() {
        arena.putLong(octet, terminal ? '\n' : 'P');
        // EPIPE: it is gone, so it does not answer. The JVM ignores SIGPIPE.
        return kernel.attempt(Syscall.WRITE, control, octet, 1) == 1;
    }

    @Override
    public boolean echoes() {
        return terminal;
    }

    @Override
    public void hangUp() {
        control = close(control);
    }

    @Override
    public void close() {
        hangUp();
        childControl = close(childControl);
        ready = close(ready);
        childReady = close(childReady);
        arena.close();
    }

    private int close(int descriptor) {
        if (descriptor != CLOSED) {
            kernel.close(descriptor);
        }
        return CLOSED;
    }
}
