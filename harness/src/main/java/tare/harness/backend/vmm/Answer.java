package tare.harness.backend.vmm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer of HTTP 1.0 or 1.1 (RFC 9112) that says its length, as those do that answer here; no
 * other form is read.
 *
 * @param status three digits
 * @param body at most {@link #LONGEST_BODY} bytes
 */
public record Answer(int status, String body) {

    /** Status line and fields together. */
    static final int LONGEST_HEAD = 8 << 10;

    static final int LONGEST_BODY = 64 << 10;

    /** Letters of the other side's words that are kept: they stand in every cell of a result. */
    private static final int LONGEST_WORDS = 500;

    private static final String END = "\r\n\r\n";
    private static final String LINE = "\r\n";
    private static final int NO_CONTENT = 204;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads an answer off the beginning of what has come.
     *
     * @return empty if there must be more of it
     * @throws ProtocolException if it is no such answer, or has no bounds
     */
    public static Optional<Answer> read(byte[] come) throws ProtocolException {
        String text = new String(come, ISO_8859_1);
        int end = text.indexOf(END);
        if (end > LONGEST_HEAD || (end < 0 && text.length() > LONGEST_HEAD)) {
            throw new ProtocolException("its head has no end");
        }
        if (end < 0) {
            // At once, not when the time is up: what begins otherwise never becomes one.
            String beginning = "HTTP/1.";
            int known = Math.min(beginning.length(), text.length());
            if (!text.startsWith(beginning.substring(0, known))) {
                throw new ProtocolException("it is no HTTP: " + words(text));
            }
            return Optional.empty();
        }
        List<String> head = List.of(text.substring(0, end).split(LINE, -1));
        int status = status(head.get(0));
        int length = length(head.subList(1, head.size()), status);
        int from = end + END.length();
        if (come.length - from < length) {
            return Optional.empty();
        }
        if (come.length - from > length) {
            throw new ProtocolException("more came than the answer");
        }
        return Optional.of(new Answer(status, new String(come, from, length, UTF_8)));
    }

    private static int status(String line) throws ProtocolException {
        if (!line.matches("HTTP/1\\.[01] [1-5][0-9]{2}( [^\\x00-\\x1f]*)?")) {
            throw new ProtocolException("it is no HTTP: " + words(line));
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static int length(List<String> fields, int status) throws ProtocolException {
        int length = -1;
        for (String field : fields) {
            int colon = field.indexOf(':');
            if (colon <= 0) {
                throw new ProtocolException("a field has no name: " + words(field));
            }
            String name = field.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = field.substring(colon + 1).strip();
            if (name.equals("transfer-encoding")) {
                throw new ProtocolException("it is sent in pieces: " + words(value));
            }
            if (name.equals("content-length")) {
                int said = value.matches("[0-9]{1,8}") ? Integer.parseInt(value) : -1;
                if (said < 0 || said > LONGEST_BODY || (length >= 0 && length != said)) {
                    throw new ProtocolException("its length is " + words(value));
                }
                length = said;
            }
        }
        if (status == NO_CONTENT) {
            return 0;
        }
        if (length < 0) {
            throw new ProtocolException("it does not say its length");
        }
        return length;
    }

    /** Whether what was asked for is done. */
    public boolean done() {
        return status == NO_CONTENT;
    }

    /** Why not: what the monitor says in an object, an array or plainly; one line, bounded. */
    public String fault() {
        try {
            JsonNode node = JSON.readTree(body);
            List<String> parts = new ArrayList<>();
            if (node.path("fault_message").isTextual()) {
                parts.add(node.path("fault_message").asText());
            } else if (node.isArray()) {
                node.forEach(part -> parts.add(part.asText()));
            }
            return words(parts.isEmpty() ? body : String.join(": ", parts));
        } catch (JsonProcessingException plain) {
            return words(body);
        }
    }

    /** Another program's words as one line without what a terminal would obey. */
    static String oneLine(String said) {
        return said.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
    }

    /** The same, bounded. */
    static String words(String said) {
        String line = oneLine(said);
        return line.length() <= LONGEST_WORDS ? line : line.substring(0, LONGEST_WORDS) + "...";
    }
}
