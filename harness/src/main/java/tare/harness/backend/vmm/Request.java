package tare.harness.backend.vmm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * A request to put something: the only method that a launch needs.
 *
 * @param path with the interface's own prefix, for example {@code /boot-source}
 * @param body JSON; empty for none
 */
public record Request(String path, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Without a body. */
    public static Request put(String path) {
        return new Request(path, "");
    }

    /**
     * With an object.
     *
     * @param body in the order in which it is written; of strings, numbers and such maps
     */
    public static Request put(String path, Map<String, Object> body) {
        try {
            return new Request(path, JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + body, e);
        }
    }

    /** Method and path, for messages. */
    public String name() {
        return "PUT " + path;
    }

    /** As it is sent: HTTP 1.1 (RFC 9112), on a connection that stays open. */
    public byte[] bytes() {
        byte[] content = body.getBytes(UTF_8);
        String head =
                name()
                        + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
                        + "Content-Type: application/json\r\nContent-Length: "
                        + content.length
                        + "\r\n\r\n";
        byte[] start = head.getBytes(US_ASCII);
        byte[] all = java.util.Arrays.copyOf(start, start.length + content.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }
}
