package tare.harness.linux;

import java.io.IOException;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A pair of virtual Ethernet interfaces between this network namespace and another process's, made
 * through rtnetlink ({@code include/uapi/linux/{rtnetlink,if_link,if_addr,veth}.h}). The kernel
 * takes both away when either namespace ends, so that nothing stays of a killed run.
 */
public final class VirtualEthernet implements AutoCloseable {

    private static final int AF_INET = 2;
    private static final int PREFIX_BITS = 30;
    private static final int IFF_UP = 1;
    private static final int RTM_NEWLINK = 16;
    private static final int RTM_DELLINK = 17;
    private static final int RTM_NEWADDR = 20;
    private static final int NLM_F_CREATE = 0x400;
    private static final int NLM_F_EXCL = 0x200;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MASTER = 10;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_NET_NS_PID = 19;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int VETH_INFO_PEER = 1;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;

    /** The peer's name in its own namespace, which has loopback and hardly more. */
    private static final String PEER = "tare0";

    private static final int BYTES = 512;

    /** The last part of each end's address within a block. */
    static final int HERE = 1;

    private static final int THERE = 2;

    /** Of four addresses each, in 198.18.0.0/16. */
    private static final int BLOCKS = 1 << 14;

    /** IFNAMSIZ less the zero. */
    private static final int LONGEST_NAME = 15;

    /** 198.18.0.0/15: set apart for benchmarks of networks (RFC 2544). */
    private static final byte[] NETWORK = {(byte) 198, 18};

    private final Kernel kernel;
    private final String name;
    private final int block;
    private boolean gone;

    private VirtualEthernet(Kernel kernel, String name, int block) {
        this.kernel = kernel;
        this.name = name;
        this.block = block;
    }

    /**
     * Makes the pair, gives both ends an address and brings them up.
     *
     * @param name of this end: at most 15 characters
     * @param block which four addresses of 198.18.0.0/16 are theirs, 0 to 16383
     * @param pid a process in the other network namespace
     * @throws NativeException if the kernel refuses
     * @throws IOException if the namespaces cannot be looked at
     */
    public static VirtualEthernet to(Kernel kernel, String name, int block, int pid)
            throws IOException {
        if (name.length() > LONGEST_NAME || block < 0 || block >= BLOCKS) {
            throw new IllegalArgumentException(name + ", block " + block);
        }
        VirtualEthernet pair = new VirtualEthernet(kernel, name, block);
        try (Netlink here = new Netlink(kernel)) {
            here.ask("make " + name, pair.making(pid));
            try {
                pair.configure(here, here.index(name), HERE);
                pair.inside(pid);
            } catch (IOException | NativeException e) {
                pair.close();
                throw e;
            }
        }
        return pair;
    }

    /**
     * One that is made step by step, in a network namespace that has no other: any block is free.
     */
    static VirtualEthernet unmade(Kernel kernel, String name) {
        return new VirtualEthernet(kernel, name, 0);
    }

    /**
     * A block of four addresses that no interface of this namespace has one of.
     *
     * @param from where to begin to look; any number
     * @throws IOException if the interfaces cannot be listed, or every block is taken
     */
    public static int freeBlock(int from) throws IOException {
        Set<Integer> taken = new HashSet<>();
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InterfaceAddress own : each.getInterfaceAddresses()) {
                byte[] bytes = own.getAddress().getAddress();
                if (bytes.length == 4 && bytes[0] == NETWORK[0] && bytes[1] == NETWORK[1]) {
                    taken.add(
                            (Byte.toUnsignedInt(bytes[2]) << 6)
                                    + (Byte.toUnsignedInt(bytes[3]) >> 2));
                }
            }
        }
        for (int i = 0; i < BLOCKS; i++) {
            int block = Math.floorMod(from + i, BLOCKS);
            if (!taken.contains(block)) {
                return block;
            }
        }
        throw new IOException("every address of 198.18.0.0/16 is taken");
    }

    /** Whether a process has another network namespace than this one. */
    public static boolean apart(int pid) throws IOException {
        return !Files.readSymbolicLink(Path.of("/proc/self/ns/net"))
                .equals(Files.readSymbolicLink(namespace(pid)));
    }

    /** The other end's IPv4 address. */
    public byte[] peerAddress() {
        return address(THERE);
    }

    private static Path namespace(int pid) {
        return Path.of("/proc/" + pid + "/ns/net");
    }

    private byte[] address(int host) {
        int low = block * 4 + host;
        return new byte[] {NETWORK[0], NETWORK[1], (byte) (low >> 8), (byte) low};
    }

    /** An interface that needs no more than a name and a kind. */
    static ByteBuffer making(String name, String kind) {
        ByteBuffer message = Netlink.message(BYTES, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
        link(message, 0, 0);
        attribute(message, IFLA_IFNAME, text(name));
        int info = begin(message, IFLA_LINKINFO);
        attribute(message, IFLA_INFO_KIND, text(kind));
        end(message, info);
        return message;
    }

    /** Brings an interface up as a port of another. */
    static ByteBuffer enslaving(int index, int master) {
        ByteBuffer message = Netlink.message(BYTES, RTM_NEWLINK, 0);
        link(message, index, IFF_UP);
        attribute(message, IFLA_MASTER, number(master));
        return message;
    }

    ByteBuffer making(int pid) {
        ByteBuffer message = Netlink.message(BYTES, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
        link(message, 0, 0);
        attribute(message, IFLA_IFNAME, text(name));
        int info = begin(message, IFLA_LINKINFO);
        attribute(message, IFLA_INFO_KIND, text("veth"));
        int data = begin(message, IFLA_INFO_DATA);
        int peer = begin(message, VETH_INFO_PEER);
        link(message, 0, 0);
        attribute(message, IFLA_IFNAME, text(PEER));
        attribute(message, IFLA_NET_NS_PID, number(pid));
        end(message, peer);
        end(message, data);
        end(message, info);
        return message;
    }

    /** Gives an interface an address and brings it up. */
    void configure(Netlink in, int index, int host) {
        ByteBuffer address =
                Netlink.message(BYTES, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL)
                        .put((byte) AF_INET)
                        .put((byte) PREFIX_BITS)
                        .put((byte) 0)
                        .put((byte) 0)
                        .putInt(index);
        attribute(address, IFA_LOCAL, address(host));
        attribute(address, IFA_ADDRESS, address(host));
        in.ask("address", address);
        ByteBuffer up = Netlink.message(BYTES, RTM_NEWLINK, 0);
        link(up, index, IFF_UP);
        in.ask("up", up);
    }

    /**
     * The other end, by a thread that joins its namespace and ends there: a thread of a pool would
     * carry the namespace on.
     */
    void inside(int pid) throws IOException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread joined = new Thread(() -> configureInside(pid), "tare-veth");
        joined.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        joined.start();
        try {
            joined.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        check(failure.get());
    }

    /** What another thread has thrown; nothing if it has not. */
    static void check(@Nullable Throwable thrown) throws IOException {
        if (thrown instanceof NativeException refused) {
            throw refused;
        }
        if (thrown != null) {
            throw new IOException(thrown);
        }
    }

    private void configureInside(int pid) {
        try (Arena arena = new Arena(64);
                Descriptor target = Descriptor.open(kernel, arena, namespace(pid))) {
            kernel.call(Syscall.SETNS, target.number(), Namespace.NETWORK.flag());
            try (Netlink there = new Netlink(kernel)) {
                configure(there, there.index(PEER), THERE);
            }
        }
    }

    private static void link(ByteBuffer message, int index, int flags) {
        message.put((byte) 0).put((byte) 0).putShort((short) 0).putInt(index);
        message.putInt(flags).putInt(flags);
    }

    private static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
    }

    private static void attribute(ByteBuffer message, int type, byte[] value) {
        int start = begin(message, type);
        message.put(value);
        end(message, start);
    }

    private static int begin(ByteBuffer message, int type) {
        int start = message.position();
        message.putShort((short) 0).putShort((short) type);
        return start;
    }

    /** Writes the attribute's length, and fills up to four bytes. */
    private static void end(ByteBuffer message, int start) {
        message.putShort(start, (short) (message.position() - start));
        while (message.position() % 4 != 0) {
            message.put((byte) 0);
        }
    }

    /** Takes both ends away; idempotent, also where the kernel was faster. */
    @Override
    public void close() {
        if (gone) {
            return;
        }
        gone = true;
        try (Netlink here = new Netlink(kernel)) {
            ByteBuffer message = Netlink.message(BYTES, RTM_DELLINK, 0);
            link(message, 0, 0);
            attribute(message, IFLA_IFNAME, text(name));
            here.ask("take away " + name, message);
        } catch (NativeException e) {
            if (e.errno() != Errno.ENODEV.number()) {
                throw e;
            }
        }
    }

    /** An open file. */
    private record Descriptor(Kernel kernel, int number) implements AutoCloseable {

        private static final int AT_FDCWD = -100;
        private static final int O_CLOEXEC = 0x80000;

        static Descriptor open(Kernel kernel, Arena arena, Path path) {
            long opened =
                    kernel.call(
                            Syscall.OPENAT, AT_FDCWD, arena.text(path.toString()), O_CLOEXEC, 0);
            return new Descriptor(kernel, (int) opened);
        }

        @Override
        public void close() {
            kernel.close(number);
        }
    }
}
