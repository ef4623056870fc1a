package tare.harness.linux;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Connections through a bridge to a port in another process's network namespace: the bridge has the
 * client's address, and a virtual Ethernet pair leads from it to there, as container engines have
 * it. Bridge and client lie in a network namespace of their own, on the host's kernel like all
 * others: nothing of it is seen on the host, and the kernel takes it away with the last connection,
 * also after a SIGKILL.
 */
public final class Bridge {

    private static final String NAME = "tarebridge";
    private static final String PORT = "tare1";

    private final Kernel kernel;
    private final int pid;
    private final VirtualEthernet pair;

    private Bridge(Kernel kernel, int pid) {
        this.kernel = kernel;
        this.pid = pid;
        this.pair = VirtualEthernet.unmade(kernel, PORT);
    }

    /**
     * Connects.
     *
     * @param pid a process in the other network namespace, which has no interface of Tare's
     * @param port that somebody listens on there
     * @param count how many connections
     * @throws NativeException if the kernel refuses: {@link Errno#EOPNOTSUPP} where it has no
     *     bridges
     * @throws IOException if nobody answers
     */
    public static List<SocketChannel> connect(Kernel kernel, int pid, int port, int count)
            throws IOException {
        Bridge bridge = new Bridge(kernel, pid);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<SocketChannel> made = new ArrayList<>();
        // A thread that ends afterwards: one of a pool would carry the namespace on.
        Thread own =
                new Thread(
                        () -> {
                            try {
                                bridge.make();
                                bridge.connect(port, count, made);
                            } catch (IOException | NativeException e) {
                                failure.set(e);
                            }
                        },
                        "tare-bridge");
        own.start();
        try {
            own.join();
            VirtualEthernet.check(failure.get());
            return made;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            if (made.size() < count) {
                for (SocketChannel channel : made) {
                    channel.close();
                }
            }
        }
    }

    private void make() throws IOException {
        kernel.call(Syscall.UNSHARE, Namespace.NETWORK.flag());
        try (Netlink own = new Netlink(kernel)) {
            own.ask("make " + NAME, VirtualEthernet.making(NAME, "bridge"));
            own.ask("make " + PORT, pair.making(pid));
            pair.inside(pid);
            int bridge = own.index(NAME);
            pair.configure(own, bridge, VirtualEthernet.HERE);
            own.ask("enslave " + PORT, VirtualEthernet.enslaving(own.index(PORT), bridge));
        }
    }

    private void connect(int port, int count, List<SocketChannel> made) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getByAddress(pair.peerAddress()), port);
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET);
            made.add(channel);
            channel.connect(address);
        }
    }
}
