package tare.workloads.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A store of keys and values in memory: {@code GET /k/KEY} gives the value, {@code PUT /k/KEY} sets
 * it. The JDK's own HTTP server with four threads, as services of a few lines have it.
 *
 * <p>Begins as the probe does: {@code R} when it is up, {@code P} for the first byte that comes.
 * The next byte says where to listen, {@link #LOOPBACK}, {@link #EVERYWHERE} or {@link #FORWARDED},
 * and is answered by the port as four bytes, the highest first. After {@link #TURNS} it serves
 * {@link Turns} in the place of keys and values, and says their port likewise. The end of its
 * control ends it.
 */
public final class KeyValueService {

    /** Modules that a runtime must have for it beside java.base. */
    public static final String MODULE = "jdk.httpserver";

    /** What the JVM must be told: otherwise answers wait for a delayed acknowledgement, 40 ms. */
    public static final String NO_DELAY = "-Dsun.net.httpserver.nodelay=true";

    /** Listens on 127.0.0.1: nobody outside of the network namespace can ask. */
    public static final byte LOOPBACK = 'L';

    /**
     * Listens on every address: for a network namespace of its own, whose interface comes later.
     */
    public static final byte EVERYWHERE = 'A';

    /** Listens on every address on {@link #PORT}, which somebody forwards to. */
    public static final byte FORWARDED = 'F';

    /**
     * Where it listens when it cannot be asked first; the instance has a network of its own then.
     */
    public static final int PORT = 7007;

    /** No more requests: from here on turns over TCP, at the same address. */
    public static final byte TURNS = 'T';

    /** Path before a key. */
    public static final String PATH = "/k/";

    /** Bytes of each value that is there from the beginning. */
    public static final int VALUE_BYTES = 100;

    /** Keys that are there from the beginning: 0 to one below. */
    public static final int KEYS = 1_000;

    private static final int THREADS = 4;
    private static final int BACKLOG = 256;

    /** Arguments that are always there. */
    private static final int OWN_WORDS = 1;

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    private final ConcurrentMap<String, byte[]> values = new ConcurrentHashMap<>();

    private KeyValueService() {
        byte[] value = new byte[VALUE_BYTES];
        Arrays.fill(value, (byte) 'v');
        for (int key = 0; key < KEYS; key++) {
            values.put(PATH + key, value);
        }
    }

    /**
     * Serves until its control ends.
     *
     * @param words the log's path; where descriptors 0 and 1 are not control and ready, the paths
     *     of their FIFOs follow, ready's first
     */
    public static void main(String[] words) throws IOException {
        PrintStream log =
                new PrintStream(new FileOutputStream(words[0], true), true, StandardCharsets.UTF_8);
        // Descriptor 1 may be the ready channel: nothing else may ever be printed there.
        System.setOut(log);
        System.setErr(log);
        boolean named = words.length > OWN_WORDS;
        OutputStream ready =
                named
                        ? new FileOutputStream(words[OWN_WORDS])
                        : new FileOutputStream(FileDescriptor.out);
        InputStream control =
                named
                        ? new FileInputStream(words[OWN_WORDS + 1])
                        : new FileInputStream(FileDescriptor.in);
        serve(control, ready, log);
        // Threads of the server would keep the JVM alive.
        Runtime.getRuntime().halt(0);
    }

    private static void serve(InputStream control, OutputStream ready, PrintStream log)
            throws IOException {
        ready.write('R');
        if (control.read() < 0) {
            return;
        }
        ready.write('P');
        int where = control.read();
        if (where < 0) {
            return;
        }
        HttpServer server = listen(where);
        tell(ready, server.getAddress().getPort());
        boolean keys = true;
        for (int said = control.read(); said >= 0; said = control.read()) {
            if (said == TURNS && keys) {
                keys = false;
                server.stop(0);
                tell(ready, Turns.listen(place(where), log));
            }
        }
    }

    private static void tell(OutputStream ready, int port) throws IOException {
        ready.write(ByteBuffer.allocate(Integer.BYTES).putInt(port).array());
    }

    private static InetSocketAddress place(int where) throws IOException {
        byte[] address =
                switch (where) {
                    case LOOPBACK -> new byte[] {127, 0, 0, 1};
                    case EVERYWHERE, FORWARDED -> new byte[4];
                    default -> throw new IOException("not a place to listen: " + where);
                };
        return new InetSocketAddress(
                InetAddress.getByAddress(address), where == FORWARDED ? PORT : 0);
    }

    private static HttpServer listen(int where) throws IOException {
        HttpServer server = HttpServer.create(place(where), BACKLOG);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        server.setExecutor(threads);
        KeyValueService service = new KeyValueService();
        server.createContext(PATH, service::answer);
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String key = exchange.getRequestURI().getPath();
            byte[] sent = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("PUT")) {
                values.put(key, sent);
                exchange.sendResponseHeaders(NO_CONTENT, -1);
                return;
            }
            byte[] value = values.get(key);
            if (value == null) {
                exchange.sendResponseHeaders(NOT_FOUND, -1);
                return;
            }
            exchange.sendResponseHeaders(OK, value.length);
            exchange.getResponseBody().write(value);
        }
    }
}
