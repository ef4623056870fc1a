package tare.harness.backend.vmm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a monitor's published description says of the requests that Tare makes. */
record Statement(JsonNode whole) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Statement read(Path file) throws IOException {
        return new Statement(JSON.readTree(Files.readString(file)));
    }

    /** What is said of a request; empty if there is no such request. */
    Optional<JsonNode> of(String method, String path) {
        for (JsonNode request : whole.path("requests")) {
            if (request.path("method").asText().equals(method)
                    && request.path("path").asText().equals(path)) {
                return Optional.of(request);
            }
        }
        return Optional.empty();
    }

    /** Why a request is out of order after others; empty if it is not. */
    static Optional<String> disorder(JsonNode request, List<String> done) {
        for (JsonNode needed : request.path("needs")) {
            if (!done.contains(needed.asText())) {
                return Optional.of("not before " + needed.asText());
            }
        }
        for (JsonNode earlier : request.path("notAfter")) {
            if (done.contains(earlier.asText())) {
                return Optional.of("not after " + earlier.asText());
            }
        }
        return Optional.empty();
    }

    /**
     * What is wrong with a body: of JSON Schema no more than the statements use, so that the
     * stand-in starts fast. The tests hold the same bodies against a whole validator.
     */
    static List<String> wrongs(JsonNode request, String body) {
        List<String> wrongs = new ArrayList<>();
        if (!request.has("body")) {
            if (!body.isEmpty()) {
                wrongs.add("a body");
            }
            return wrongs;
        }
        try {
            check("", request.path("body"), JSON.readTree(body), wrongs);
        } catch (IOException e) {
            wrongs.add("no JSON");
        }
        return wrongs;
    }

    private static void check(String at, JsonNode schema, JsonNode value, List<String> wrongs) {
        boolean rightType =
                switch (schema.path("type").asText()) {
                    case "object" -> value.isObject();
                    case "string" -> value.isTextual();
                    case "integer" -> value.isIntegralNumber();
                    default -> false;
                };
        if (!rightType) {
            wrongs.add(at + " is no " + schema.path("type").asText());
            return;
        }
        schema.path("required")
                .forEach(
                        name -> {
                            if (!value.has(name.asText())) {
                                wrongs.add(at + "/" + name.asText() + " is missing");
                            }
                        });
        value.properties()
                .forEach(
                        field -> {
                            String name = at + "/" + field.getKey();
                            JsonNode known = schema.path("properties").path(field.getKey());
                            if (known.isMissingNode()) {
                                wrongs.add(name + " is unknown");
                            } else {
                                check(name, known, field.getValue(), wrongs);
                            }
                        });
        boolean small = value.asLong() < schema.path("minimum").asLong(Long.MIN_VALUE);
        boolean large = value.asLong() > schema.path("maximum").asLong(Long.MAX_VALUE);
        if (value.isIntegralNumber() && (small || large)) {
            wrongs.add(at + " is out of range");
        }
        if (value.asText().length() < schema.path("minLength").asInt(0)) {
            wrongs.add(at + " is too short");
        }
        boolean listed = schema.path("enum").isEmpty();
        for (JsonNode one : schema.path("enum")) {
            listed |= one.equals(value);
        }
        if (!listed) {
            wrongs.add(at + " is none of those");
        }
    }
}
