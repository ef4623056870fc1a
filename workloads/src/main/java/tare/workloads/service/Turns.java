package tare.workloads.service;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The answering side of turns over TCP, as the workloads {@code tcp-round-trip} and {@code
 * tcp-throughput} have them inside: a client sends so many bytes, and gets one back when all have
 * been read. A connection begins with that number, four bytes, the highest first.
 */
public final class Turns {

    /** One byte there and one back. */
    public static final int ROUND_TRIP_BYTES = 1;

    /** 1 MiB there and a byte back. */
    public static final int STREAM_BYTES = 1 << 20;

    /** At most so many bytes are written or read at once. */
    public static final int PIECE_BYTES = 64 << 10;

    private static final int BACKLOG = 16;

    private final ServerSocketChannel server;
    private final PrintStream log;

    private Turns(ServerSocketChannel server, PrintStream log) {
        this.server = server;
        this.log = log;
    }

    /**
     * Listens; each client has a thread.
     *
     * @param log gets what goes wrong: a client sees no more than its connection's end
     * @return the port
     */
    static int listen(InetSocketAddress at, PrintStream log) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET);
        try {
            server.bind(at, BACKLOG);
            daemon(new Turns(server, log)::accept);
            return ((InetSocketAddress) server.getLocalAddress()).getPort();
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "turns");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                daemon(() -> answer(client));
            }
        } catch (IOException e) {
            log.println("turns: " + e);
        }
    }

    private void answer(SocketChannel client) {
        try (client) {
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            ByteBuffer head = ByteBuffer.allocate(Integer.BYTES);
            read(client, head);
            int turnBytes = head.getInt(0);
            if (turnBytes < 1 || turnBytes > STREAM_BYTES) {
                throw new IOException("a turn of " + turnBytes + " bytes");
            }
            ByteBuffer piece = ByteBuffer.allocateDirect(Math.min(turnBytes, PIECE_BYTES));
            ByteBuffer answer = ByteBuffer.allocateDirect(1);
            while (true) {
                int left = turnBytes;
                while (left > 0) {
                    piece.clear().limit(Math.min(left, piece.capacity()));
                    int read = client.read(piece);
                    if (read < 0) {
                        return;
                    }
                    left -= read;
                }
                answer.clear();
                client.write(answer);
            }
        } catch (IOException e) {
            log.println("a turn: " + e);
        }
    }

    private static void read(SocketChannel from, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (from.read(into) < 0) {
                throw new EOFException("it has ended");
            }
        }
    }
}
