package tare.harness.journal;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;

/** Asks a service on this host to take away what it keeps of a run. */
final class DeleteRequest {

    /** A service that does not answer for so long does not. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int ENOUGH_BYTES = 4096;
    private static final int NOT_FOUND = 404;

    private DeleteRequest() {}

    /**
     * Sends it and waits for the answer.
     *
     * @return whether there was something to take away
     * @throws IOException if it stays, or nobody answers
     */
    static boolean send(Resource.Served served) throws IOException {
        String request = served.request();
        if (!request.matches("/[a-z]+/tare-[A-Za-z0-9:._-]{4,}([?][a-z=&]+)?")) {
            throw new IOException("it is nothing of Tare's");
        }
        if (!Files.exists(served.socket())) {
            throw new IOException("nobody listens there: start the service, then clean again");
        }
        String answer = answer(served, "DELETE " + request + " HTTP/1.0\r\nHost: tare\r\n\r\n");
        String[] words = answer.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/") || !words[1].matches("\\d{3}")) {
            throw new IOException("what listens there does not speak HTTP");
        }
        int status = Integer.parseInt(words[1]);
        if (status / 100 != 2 && status != NOT_FOUND) {
            throw new IOException("the service refused: " + answer.lines().findFirst().orElse(""));
        }
        return status != NOT_FOUND;
    }

    private static String answer(Resource.Served served, String request) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(ENOUGH_BYTES);
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.connect(UnixDomainSocketAddress.of(served.socket()));
            ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
            while (out.hasRemaining()) {
                channel.write(out);
            }
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            int more = 0;
            // The first line is enough, and comes as one.
            while (in.position() == 0 && more >= 0) {
                if (selector.select(PATIENCE.toMillis()) == 0) {
                    throw new IOException("no answer within " + PATIENCE.toSeconds() + " s");
                }
                selector.selectedKeys().clear();
                more = channel.read(in);
            }
        }
        return new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
    }
}
