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
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String LENGTH = "\r\ncontent-length:";
    private static final int STATUS_START = 9;
    private static final int STATUS_END = 12;
    private static final int NO_CONTENT = 204;
    private static final int FIRST_BAD = 300;

    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);
    private ByteBuffer request = ByteBuffer.allocate(0);

    private Conversation(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects, and waits for that. */
    static Conversation to(InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.connect(address);
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
        request = ByteBuffer.wrap(bytes);
        answer.clear();
        channel.write(request);
        if (request.hasRemaining()) {
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
        int read = channel.read(answer);
        if (read < 0) {
            throw new IOException("the service has closed the connection");
        }
        if (!answer.hasRemaining()) {
            throw new IOException("an answer of more than " + ANSWER_BYTES + " bytes");
        }
        String text =
                new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
        int head = text.indexOf(END_OF_HEAD);
        return head >= 0 && answer.position() >= head + END_OF_HEAD.length() + body(text, head);
    }

    /** How long the body is, as the head says. */
    private static int body(String text, int head) throws IOException {
        try {
            int status = Integer.parseInt(text.substring(STATUS_START, STATUS_END));
            if (status >= FIRST_BAD) {
                throw new IOException("the service answered " + status);
            }
            String lower = text.substring(0, head + 2).toLowerCase(Locale.ROOT);
            int length = lower.indexOf(LENGTH);
            if (length < 0) {
                if (status == NO_CONTENT) {
                    return 0;
                }
                throw new IOException("an answer without its length");
            }
            int end = lower.indexOf('\r', length + LENGTH.length());
            return Integer.parseInt(lower.substring(length + LENGTH.length(), end).strip());
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException("not an answer of HTTP: " + text.lines().findFirst(), e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
