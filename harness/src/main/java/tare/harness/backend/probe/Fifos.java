package tare.harness.backend.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;

/**
 * Two FIFOs in a directory that is mounted into the instance: for runtimes and daemons that hand no
 * descriptors on. The first process of the launch, where there is one, gets /dev/null.
 */
public final class Fifos implements Channel {

    private static final int AT_FDCWD = -100;
    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;

    /** S_IFIFO, readable and writable by the owner alone. */
    private static final int FIFO = 0x1000 | 0600;

    private static final String READY = "ready";
    private static final String CONTROL = "control";
    private static final int CLOSED = -1;

    private final Kernel kernel;
    private final Path directory;
    private final boolean terminal;
    private final Arena arena;
    private final long readyPath;
    private final long controlPath;
    private final long nothingPath;
    private final long octet;
    private int ready = CLOSED;
    private int control = CLOSED;
    private int nothing = CLOSED;

    private Fifos(Kernel kernel, Path directory, boolean terminal) {
        this.kernel = kernel;
        this.directory = directory;
        this.terminal = terminal;
        arena = new Arena(directory.toString().length() * 8L + 256);
        readyPath = arena.text(directory.resolve(READY).toString());
        controlPath = arena.text(directory.resolve(CONTROL).toString());
        nothingPath = arena.text("/dev/null");
        octet = arena.reserve(8);
    }

    /**
     * Makes the FIFOs; they are opened at the launch.
     *
     * @param directory does not exist yet; to be mounted at {@link ProbeRoot#CHANNEL}
     * @throws IOException if the directory cannot be made
     */
    public static Fifos in(Kernel kernel, Path directory) throws IOException {
        return make(kernel, directory, false);
    }

    /**
     * For a probe behind a terminal in its usual mode, such as a guest's serial line: it hands on
     * whole lines, and sends them back.
     *
     * @param directory does not exist yet
     * @throws IOException if the directory cannot be made
     */
    public static Fifos toTerminal(Kernel kernel, Path directory) throws IOException {
        return make(kernel, directory, true);
    }

    private static Fifos make(Kernel kernel, Path directory, boolean terminal) throws IOException {
        Files.createDirectory(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Fifos made = new Fifos(kernel, directory, terminal);
        kernel.call(Syscall.MKNODAT, AT_FDCWD, made.readyPath, FIFO, 0);
        kernel.call(Syscall.MKNODAT, AT_FDCWD, made.controlPath, FIFO, 0);
        return made;
    }

    /** What is mounted into the instance. */
    public Path directory() {
        return directory;
    }

    /** The FIFO that carries the probe's bytes. */
    public Path readyFile() {
        return directory.resolve(READY);
    }

    /** The FIFO that carries what is asked. */
    public Path controlFile() {
        return directory.resolve(CONTROL);
    }

    /**
     * The probe's arguments, after its own name.
     *
     * @param spinNanos what it spins before its byte
     */
    public static List<String> arguments(long spinNanos) {
        String inside = "/" + ProbeRoot.CHANNEL + "/";
        return List.of(Long.toString(spinNanos), inside + READY, inside + CONTROL);
    }

    @Override
    public void open() {
        // Without waiting for a writer; and as the control's own reader, so that the probe's open
        // finds both ends there.
        int flags = O_NONBLOCK | O_CLOEXEC;
        ready = (int) kernel.call(Syscall.OPENAT, AT_FDCWD, readyPath, flags, 0);
        control = (int) kernel.call(Syscall.OPENAT, AT_FDCWD, controlPath, O_RDWR | flags, 0);
        nothing = (int) kernel.call(Syscall.OPENAT, AT_FDCWD, nothingPath, O_RDWR | O_CLOEXEC, 0);
    }

    @Override
    public int childControl() {
        return nothing;
    }

    @Override
    public int childReady() {
        return nothing;
    }

    @Override
    public void handedOver() {
        nothing = close(nothing);
    }

    @Override
    public int control() {
        return control;
    }

    @Override
    public int ready() {
        return ready;
    }

    @Override
    public boolean take() {
        return kernel.attempt(Syscall.READ, ready, octet, 1) == 1
                && Channel.isOfProbe(arena.longAt(octet) & 0xff);
    }

    @Override
    public boolean ask() {
        arena.putLong(octet, terminal ? '\n' : 'P');
        return control != CLOSED && kernel.attempt(Syscall.WRITE, control, octet, 1) == 1;
    }

    @Override
    public boolean echoes() {
        return terminal;
    }

    @Override
    public void hangUp() {
        control = close(control);
    }

    /** Closes the descriptors; the directory stays, for {@link #remove}. */
    @Override
    public void close() {
        hangUp();
        ready = close(ready);
        nothing = close(nothing);
        arena.close();
    }

    /** Takes FIFOs and directory away; idempotent. */
    public void remove() throws IOException {
        Files.deleteIfExists(directory.resolve(READY));
        Files.deleteIfExists(directory.resolve(CONTROL));
        Files.deleteIfExists(directory);
    }

    private int close(int descriptor) {
        if (descriptor != CLOSED) {
            kernel.close(descriptor);
        }
        return CLOSED;
    }
}
