package tare.harness.service;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ConversationTest {

    private static final byte[] REQUEST =
            "GET /k/1 HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static void asks(Conversation conversation) throws IOException {
        try (Selector selector = Selector.open()) {
            conversation.channel().register(selector, SelectionKey.OP_READ);
            conversation.ask(REQUEST);
            do {
                selector.select();
                selector.selectedKeys().clear();
            } while (!conversation.answered());
        }
    }

    private static TinyServer saying(String... pieces) throws IOException {
        return new TinyServer(
                (requests, answers) -> {
                    while (TinyServer.request(requests)) {
                        for (String piece : pieces) {
                            answers.write(piece.getBytes(StandardCharsets.ISO_8859_1));
                            answers.flush();
                            Thread.onSpinWait();
                        }
                    }
                });
    }

    @Test
    void takesAnAnswerInPiecesAndAsksAgain() throws IOException {
        String whole = "HTTP/1.1 200 OK\r\nDate: x\r\nContent-Length: 5\r\n\r\nhello";
        try (TinyServer server = saying(whole.split("(?!^)", -1));
                Conversation conversation = Conversation.to(server.address())) {
            asks(conversation);
            asks(conversation);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length:0\r\n\r\n",
            })
    void takesAnAnswerWithoutABody(String answer) throws IOException {
        try (TinyServer server = saying(answer);
                Conversation conversation = Conversation.to(server.address())) {
            asks(conversation);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2147483647\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab",
                "HTTP/1.1 2",
                "HTTP/1.1 2\r\n\r\n",
                "\r\n\r\n",
                "SSH-2.0-x\r\n\r\n",
            })
    void refusesWhatIsNoGoodAnswer(String answer) throws IOException {
        try (TinyServer server =
                        new TinyServer(
                                (requests, answers) -> {
                                    TinyServer.request(requests);
                                    answers.write(answer.getBytes(StandardCharsets.US_ASCII));
                                });
                Conversation conversation = Conversation.to(server.address())) {
            IOException e = assertThrows(IOException.class, () -> asks(conversation));
            assertFalse(String.valueOf(e.getMessage()).isBlank());
        }
    }

    @Test
    void refusesAnAnswerWithoutEnd() throws IOException {
        try (TinyServer server = saying("HTTP/1.1 200 OK\r\nx: " + "y".repeat(20_000));
                Conversation conversation = Conversation.to(server.address())) {
            IOException e = assertThrows(IOException.class, () -> asks(conversation));
            assertTrue(e.toString().contains("more than"), e.toString());
        }
    }

    @Test
    void saysThatTheConnectionWasClosed() throws IOException {
        try (TinyServer server = new TinyServer((requests, answers) -> requests.read());
                Conversation conversation = Conversation.to(server.address())) {
            assertThrows(IOException.class, () -> asks(conversation));
        }
    }
}
