package tare.harness.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A socket to the kernel's network configuration, {@code NETLINK_ROUTE} ({@code
 * include/uapi/linux/netlink.h}). Belongs to the network namespace of the thread that opens it.
 */
final class Netlink implements AutoCloseable {

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int NETLINK_ROUTE = 0;
    private static final int NLM_F_REQUEST = 1;
    private static final int NLM_F_ACK = 4;
    private static final int NLMSG_ERROR = 2;

    /** struct nlmsghdr. */
    private static final int HEADER_BYTES = 16;

    private static final int TYPE = 4;
    private static final int ANSWER_BYTES = 4 << 10;

    /** {@code include/uapi/linux/sockios.h}: the same on both architectures. */
    private static final int SIOCGIFINDEX = 0x8933;

    /** sizeof(struct ifreq): a name of 16 bytes, then the index in a union of 24. */
    private static final int REQUEST_BYTES = 40;

    private static final int NAME_BYTES = 16;

    private final Kernel kernel;
    private final int descriptor;

    Netlink(Kernel kernel) {
        this.kernel = kernel;
        this.descriptor =
                (int)
                        kernel.call(
                                Syscall.SOCKET, AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    }

    /** A request with its header; what follows is put by the caller. */
    static ByteBuffer message(int bytes, int type, int flags) {
        return ByteBuffer.allocate(bytes)
                .order(ByteOrder.nativeOrder())
                .putInt(0)
                .putShort((short) type)
                .putShort((short) (flags | NLM_F_REQUEST | NLM_F_ACK))
                .putInt(1)
                .putInt(0);
    }

    /**
     * Sends a request and takes the kernel's acknowledgement.
     *
     * @param what is asked, for messages
     * @throws NativeException if it is refused
     */
    void ask(String what, ByteBuffer message) {
        message.putInt(0, message.position());
        byte[] bytes = new byte[message.position()];
        message.flip();
        message.get(bytes);
        try (Arena arena = new Arena(bytes.length + ANSWER_BYTES + 64L)) {
            kernel.call(Syscall.WRITE, descriptor, arena.bytes(bytes), bytes.length);
            long answer = arena.reserve(ANSWER_BYTES);
            long read = kernel.call(Syscall.READ, descriptor, answer, ANSWER_BYTES);
            int type = arena.intAt(answer + TYPE) & 0xffff;
            int error = arena.intAt(answer + HEADER_BYTES);
            if (read < HEADER_BYTES + 4 || type != NLMSG_ERROR) {
                throw new NativeException("netlink: " + what, Errno.EIO.number());
            }
            if (error != 0) {
                throw new NativeException("netlink: " + what, -error);
            }
        }
    }

    /**
     * The number of an interface of this namespace.
     *
     * @throws NativeException if there is none of this name
     */
    int index(String name) {
        try (Arena arena = new Arena(REQUEST_BYTES)) {
            byte[] request = new byte[REQUEST_BYTES];
            byte[] text = name.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, request, 0, Math.min(text.length, NAME_BYTES - 1));
            long address = arena.bytes(request);
            kernel.call(Syscall.IOCTL, descriptor, SIOCGIFINDEX, address);
            return arena.intAt(address + NAME_BYTES);
        }
    }

    @Override
    public void close() {
        kernel.close(descriptor);
    }
}
