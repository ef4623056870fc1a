package tare.harness.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection of HTTP/1.1 (RFC 9112) that is kept: one request at a time, never blocking. */
final class Conversation implements AutoCloseable {

    private static final int ANSWER_BYTES = 8 << 10;
    private static final String LENGTH = "\r\ncontent-length:";
    private static final String PROTOCOL = "HTTP/1.1 ";
    private static final int STATUS_END = PROTOCOL.length() + 3;
    private static final int NO_CONTENT = 204;
    private static final int FIRST_GOOD = 200;
    private static final int FIRST_BAD = 300;

    /** Nobody who listens takes longer, on one host. */
    private static final int CONNECT_MILLIS = 5_000;

    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);

    /** Up to where the end of the head has been looked for. */
    private int looked;

    /** Bytes of the whole answer; 0 until its head is there. */
    private int whole;

    private Conversation(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects, and waits for that.
     *
     * @throws IOException if nobody listens there, or says so within five seconds
     */
    static Conversation to(InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(address, CONNECT_MILLIS);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            return new Conversation(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    SocketChannel channel() {
        return channel;
    }

    /** Sends a request; a small one always finds room. */
    void ask(byte[] bytes) throws IOException {
        answer.clear();
        looked = 0;
        whole = 0;
        if (channel.write(ByteBuffer.wrap(bytes)) < bytes.length) {
            throw new IOException("a request of " + bytes.length + " bytes found no room");
        }
    }

    /**
     * Takes what has come.
     *
     * @return whether the answer is whole
     * @throws IOException if it is no good answer, or the connection has ended
     */
    boolean answered() throws IOException {
        if (channel.read(answer) < 0) {
            throw new IOException("the service has closed the connection");
        }
        if (whole == 0) {
            int head = head();
            if (head > 0) {
                whole = head + body(head);
            }
        }
        if (whole > ANSWER_BYTES || (whole == 0 && !answer.hasRemaining())) {
            throw new IOException("an answer of more than " + ANSWER_BYTES + " bytes");
        }
        if (whole > 0 && answer.position() > whole) {
            throw new IOException("more came than was asked for");
        }
        return whole > 0 && answer.position() == whole;
    }

    /** Bytes of the head with the empty line that ends it; 0 as long as that has not come. */
    private int head() {
        byte[] bytes = answer.array();
        for (int at = Math.max(3, looked); at < answer.position(); at++) {
            if (bytes[at] == '\n'
                    && bytes[at - 1] == '\r'
                    && bytes[at - 2] == '\n'
                    && bytes[at - 3] == '\r') {
                return at + 1;
            }
        }
        looked = answer.position();
        return 0;
    }

    /** How long the body is, as the head says. */
    private int body(int head) throws IOException {
        String text = new String(answer.array(), 0, head, StandardCharsets.ISO_8859_1);
        try {
            if (!text.startsWith(PROTOCOL)) {
                throw new IOException(noHttp(text));
            }
            int status = Integer.parseInt(text.substring(PROTOCOL.length(), STATUS_END));
            if (status < FIRST_GOOD || status >= FIRST_BAD) {
                throw new IOException("the service answered " + status);
            }
            String lower = text.toLowerCase(Locale.ROOT);
            int length = lower.indexOf(LENGTH);
            if (length < 0) {
                if (status == NO_CONTENT) {
                    return 0;
                }
                throw new IOException("an answer without its length");
            }
            int end = lower.indexOf('\r', length + LENGTH.length());
            int bytes = Integer.parseInt(lower.substring(length + LENGTH.length(), end).strip());
            if (bytes < 0 || bytes > ANSWER_BYTES) {
                throw new IOException("an answer of " + bytes + " bytes");
            }
            return bytes;
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException(noHttp(text), e);
        }
    }

    private static String noHttp(String text) {
        return "not an answer of HTTP/1.1: " + text.lines().findFirst().orElse("");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
