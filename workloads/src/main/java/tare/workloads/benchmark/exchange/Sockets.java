package tare.workloads.benchmark.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import tare.workloads.benchmark.exchange.Exchange.Way;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Place;
import tare.workloads.benchmark.instance.Requirement;
import tare.workloads.benchmark.instance.Scratch;

/** Connected sockets inside the instance, with a partner behind them. */
final class Sockets {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private Sockets() {}

    /**
     * Over TCP and the loopback address, without Nagle's waiting.
     *
     * @throws IllegalStateException if there is no loopback: a {@link Lack}
     */
    static Exchange tcp(int turnBytes) {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            server.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 1);
            SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET);
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SocketChannel accepted = connect(server, client, server.getLocalAddress());
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return Exchange.start(both(client), both(accepted), turnBytes);
        } catch (IOException e) {
            throw Lack.of(Requirement.LOOPBACK, "TCP on 127.0.0.1", e).exception();
        }
    }

    /**
     * Over a Unix stream socket in the instance's root; its file is gone when this returns.
     *
     * @throws IllegalStateException if there can be none: a {@link Lack}
     */
    static Exchange unix(int turnBytes) {
        try (Scratch scratch = Scratch.in(Place.ROOT)) {
            Path path = scratch.file("s");
            try (ServerSocketChannel server =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                SocketAddress address = UnixDomainSocketAddress.of(path);
                server.bind(address, 1);
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
                SocketChannel accepted = connect(server, client, address);
                return Exchange.start(both(client), both(accepted), turnBytes);
            } catch (IOException | UnsupportedOperationException e) {
                throw Lack.of(Requirement.UNIX_SOCKETS, path.toString(), e).exception();
            }
        }
    }

    /** The kernel finishes a connection before it is accepted, so one thread does both. */
    private static SocketChannel connect(
            ServerSocketChannel server, SocketChannel client, SocketAddress address)
            throws IOException {
        try {
            client.connect(address);
            return server.accept();
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private static Way both(SocketChannel channel) {
        return new Way(channel, channel);
    }
}
