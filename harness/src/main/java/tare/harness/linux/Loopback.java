package tare.harness.linux;

import java.nio.charset.StandardCharsets;

/** Steps of a tape that bring up {@code lo} in a network namespace of the child's own. */
public final class Loopback {

    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;

    /** {@code include/uapi/linux/sockios.h}: the same on both architectures. */
    private static final int SIOCSIFFLAGS = 0x8914;

    /** IFF_UP. */
    private static final int UP = 1;

    /** sizeof(struct ifreq): a name of 16 bytes, then the flags in a union of 24. */
    private static final int REQUEST_BYTES = 40;

    private static final int FLAGS = 16;

    private Loopback() {}

    /**
     * Adds the steps; they take the right to administer the network namespace.
     *
     * @param descriptor the next that the child opens
     */
    public static void addUp(SyscallTape tape, int descriptor) {
        byte[] request = new byte[REQUEST_BYTES];
        byte[] name = "lo".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, request, 0, name.length);
        request[FLAGS] = UP;
        tape.add("socket for loopback", Syscall.SOCKET, AF_INET, SOCK_DGRAM, 0);
        tape.add(
                "loopback up",
                Syscall.IOCTL,
                descriptor,
                SIOCSIFFLAGS,
                tape.arena().bytes(request));
        tape.add("close the socket", Syscall.CLOSE, descriptor);
    }
}
