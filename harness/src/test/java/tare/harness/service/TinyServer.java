package tare.harness.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A server whose every connection is a thread that does what a test says. */
final class TinyServer implements AutoCloseable {

    /** What is done with one connection. */
    interface Manner {
        void serve(InputStream requests, OutputStream answers) throws IOException;
    }

    private final ServerSocket socket;
    private final List<Socket> connections = new ArrayList<>();

    TinyServer(Manner manner) throws IOException {
        socket = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        start(() -> accept(manner));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }

    /** Reads a request to the end of its head; false if there is none. */
    static boolean request(InputStream requests) throws IOException {
        int last = 0;
        while (last != 0x0d0a0d0a) {
            int next = requests.read();
            if (next < 0) {
                return false;
            }
            last = last << 8 | next;
        }
        return true;
    }

    private void accept(Manner manner) throws IOException {
        while (true) {
            Socket connection = socket.accept();
            connection.setTcpNoDelay(true);
            synchronized (connections) {
                connections.add(connection);
            }
            start(
                    () -> {
                        try (connection) {
                            manner.serve(connection.getInputStream(), connection.getOutputStream());
                        }
                    });
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void start(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                if (!socket.isClosed()) {
                                    throw new UncheckedIOException(e);
                                }
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        synchronized (connections) {
            for (Socket connection : connections) {
                connection.close();
            }
        }
    }
}
