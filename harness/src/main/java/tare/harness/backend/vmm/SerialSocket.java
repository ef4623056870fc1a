package tare.harness.backend.vmm;

import java.nio.file.Path;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.Channel;
import tare.harness.linux.Arena;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.LocalSocket;
import tare.harness.linux.NativeException;
import tare.harness.linux.Syscall;

/**
 * A guest's serial line that its monitor makes a Unix socket: connected once the machine is made
 * and before it runs, so that nothing of it is lost. The program itself gets /dev/null.
 */
final class SerialSocket implements Channel {

    private static final int AT_FDCWD = -100;

    /** O_RDWR and O_CLOEXEC, the same on both architectures. */
    private static final int FLAGS = 2 | 0x80000;

    private static final int CLOSED = -1;

    private final Kernel kernel;
    private final LocalSocket socket;
    private final Path path;
    private final Arena arena = new Arena(16);
    private final long nothingPath = arena.text("/dev/null");
    private int nothing = CLOSED;
    private boolean ended;

    /** Not connected yet. */
    SerialSocket(Kernel kernel, Path path) {
        this.kernel = kernel;
        this.path = path;
        this.socket = new LocalSocket(kernel, path);
    }

    @Override
    public void open() {
        nothing = (int) kernel.call(Syscall.OPENAT, AT_FDCWD, nothingPath, FLAGS, 0);
    }

    /**
     * Connects: the monitor has said that it made the socket.
     *
     * @throws LaunchException if it did not
     */
    void connect() {
        try {
            if (socket.connect() != LocalSocket.Reach.CONNECTED) {
                throw unreached("nobody listens on " + path);
            }
        } catch (NativeException e) {
            throw unreached(path + ": " + Errno.describe(e.errno()));
        }
    }

    private static LaunchException unreached(String why) {
        String remedy = "a newer release: older ones make the socket when they boot the machine";
        return new LaunchException("serial line", why, remedy, null);
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
        if (nothing != CLOSED) {
            kernel.close(nothing);
            nothing = CLOSED;
        }
    }

    @Override
    public int control() {
        return socket.descriptor();
    }

    @Override
    public int ready() {
        return socket.descriptor();
    }

    @Override
    public boolean take() {
        try {
            byte[] octet = socket.receive(1);
            ended = octet.length == 0;
            return octet.length == 1 && Channel.isOfProbe(octet[0]);
        } catch (NativeException reset) {
            ended = true;
            return false;
        }
    }

    @Override
    public boolean ended() {
        return ended;
    }

    /** The guest's terminal hands on whole lines. */
    @Override
    public boolean ask() {
        try {
            socket.send((byte) '\n');
            return true;
        } catch (NativeException gone) {
            return false;
        }
    }

    @Override
    public boolean echoes() {
        return true;
    }

    /** Nothing: a probe behind a serial line sees no end, and its machine is killed. */
    @Override
    public void hangUp() {}

    @Override
    public void close() {
        handedOver();
        socket.close();
        arena.close();
    }
}
