package tare.harness.backend.vmm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ProtocolException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of HTTP, whole, in pieces, damaged and made up. */
class AnswerTest {

    private static final String NO_CONTENT =
            "HTTP/1.1 204 \r\nServer: API\r\nConnection: keep-alive\r\n\r\n";

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    private static Optional<Answer> read(String text) throws ProtocolException {
        return Answer.read(text.getBytes(UTF_8));
    }

    @Test
    void readsWhatIsDoneAndWhatIsNot() throws ProtocolException {
        assertTrue(read(NO_CONTENT).orElseThrow().done());
        Answer refused =
                read("HTTP/1.1 400 Bad Request\r\ncontent-LENGTH:  22 \r\n\r\n"
                                + "{\"fault_message\":\"no\"}")
                        .orElseThrow();
        assertFalse(refused.done());
        assertEquals(400, refused.status());
        assertEquals("no", refused.fault());
        assertEquals(
                Optional.of(new Answer(200, "")),
                read("HTTP/1.0 200\r\nContent-Length: 0\r\n\r\n"));
    }

    @Test
    void faultsAreSaidInOneBoundedLine() {
        assertEquals("outer: inner", new Answer(500, "[\"outer\",\"inner\"]").fault());
        assertEquals("plain words", new Answer(500, "plain\u001b\r\nwords").fault());
        assertEquals("{\"other\":1}", new Answer(500, "{\"other\":1}").fault());
        assertEquals("", new Answer(500, "").fault());
        assertEquals(503, new Answer(500, "x".repeat(9000)).fault().length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n",
                "http/1.1 204 \r\n\r\n",
                "HTTP/2 204 \r\n\r\n",
                "HTTP/1.1 2040 \r\n\r\n",
                "HTTP/1.1 999 x\r\n\r\n",
                "HTTP/1.1 204\u0001\r\n\r\n",
                "HTTP/1.1 200 \r\n\r\n",
                "HTTP/1.1 200 \r\nnonsense\r\n\r\n",
                "HTTP/1.1 200 \r\n: x\r\n\r\n",
                "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 \r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 \r\nContent-Length: +1\r\n\r\n",
                "HTTP/1.1 200 \r\nContent-Length: 65537\r\n\r\n",
                "HTTP/1.1 200 \r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 \r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 \r\nContent-Length: 1\r\n\r\nab",
                "HTTP/1.1 204 \r\n\r\nmore"
            })
    void whatIsNoSuchAnswerIsRefused(String text) {
        assertThrows(ProtocolException.class, () -> read(text), text);
    }

    @Test
    void aHeadWithoutAnEndIsRefused() {
        String begun = "HTTP/1.1 200 OK\r\nX: ";
        assertThrows(ProtocolException.class, () -> read(begun + "a".repeat(Answer.LONGEST_HEAD)));
        assertThrows(
                ProtocolException.class,
                () -> read(begun + "a".repeat(Answer.LONGEST_HEAD) + "\r\n\r\n"));
    }

    /** However it is cut: nothing but its whole is an answer, and no piece is refused. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everyBeginningWaitsForMore(long seed) throws ProtocolException {
        Random random = new Random(seed);
        String body = "y".repeat(random.nextInt(2000));
        int status = 200 + random.nextInt(300);
        String text =
                status == 204
                        ? NO_CONTENT
                        : "HTTP/1.1 "
                                + status
                                + " why\r\nX: "
                                + "z".repeat(random.nextInt(500))
                                + "\r\nContent-Length: "
                                + body.length()
                                + "\r\n\r\n"
                                + body;
        byte[] whole = text.getBytes(UTF_8);
        assertEquals(
                Optional.of(new Answer(status, status == 204 ? "" : body)), Answer.read(whole));
        for (int i = 0; i < 50; i++) {
            byte[] piece = Arrays.copyOf(whole, random.nextInt(whole.length));
            assertEquals(Optional.empty(), Answer.read(piece));
        }
    }

    /** Bytes at random, and answers with bytes changed: read, waited for or refused. */
    @ParameterizedTest
    @MethodSource("seeds")
    void noBytesBreakTheReader(long seed) {
        Random random = new Random(seed);
        for (String text :
                List.of("", NO_CONTENT, "HTTP/1.1 400 x\r\nContent-Length: 3\r\n\r\nabc")) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (!text.isEmpty()) {
                bytes = text.getBytes(ISO_8859_1);
                for (int i = 0; i <= random.nextInt(4); i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            try {
                Optional<Answer> answer = Answer.read(bytes);
                answer.ifPresent(
                        read -> {
                            assertTrue(read.status() >= 100 && read.status() < 600);
                            assertTrue(read.body().length() <= Answer.LONGEST_BODY);
                            assertFalse(read.fault().contains("\n"));
                        });
            } catch (ProtocolException refused) {
                assertFalse(String.valueOf(refused.getMessage()).isEmpty());
            }
        }
    }

    @Test
    void requestsAreSentWhole() {
        byte[] sent = Request.put("/x", java.util.Map.of("a", "\u00e4\"")).bytes();
        String text = new String(sent, UTF_8);
        assertTrue(text.startsWith("PUT /x HTTP/1.1\r\nHost: localhost\r\n"), text);
        assertTrue(text.endsWith("Content-Length: 12\r\n\r\n{\"a\":\"\u00e4\\\"\"}"), text);
        assertTrue(
                new String(Request.put("/y").bytes(), UTF_8).endsWith("Content-Length: 0\r\n\r\n"));
    }
}
