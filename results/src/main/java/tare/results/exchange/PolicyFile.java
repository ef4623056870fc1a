package tare.results.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tare.results.failure.InputError;
import tare.results.failure.UsageError;
import tare.results.gate.Amount;
import tare.results.gate.Gated;
import tare.results.gate.Limit;
import tare.results.gate.MinimumEffect;
import tare.results.gate.Policy;
import tare.results.gate.Selector;
import tare.results.gate.Waiver;

/**
 * Reads {@code tare-gate.yaml}; {@code tare-gate.schema.json} beside this class describes it. What
 * a file does not say is as in {@link Policy#standard}.
 */
public final class PolicyFile {

    /** Nobody writes a longer one: bounds the memory. */
    private static final int LONGEST_BYTES = 1 << 20;

    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,4}(?:\\.[0-9]{1,6})?)\\s*%");
    private static final String REMEDY = "docs/gate.md has an example";

    private static final ObjectMapper MAPPER =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build());

    private final Path file;

    private PolicyFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a policy.
     *
     * @throws InputError if the file is missing, no YAML, or says something that no policy has
     */
    public static Policy read(Path file) {
        PolicyFile policy = new PolicyFile(file);
        return policy.policy(policy.bytes());
    }

    /** Reads bytes; the file is named in errors. */
    static Policy parse(byte[] bytes, Path file) {
        return new PolicyFile(file).policy(bytes);
    }

    private Policy policy(byte[] bytes) {
        JsonNode root = root(bytes);
        known(root, "the policy", Set.of("alpha", "mode", "noisiest", "gate", "limits", "waivers"));
        Policy standard = Policy.standard();
        try {
            return new Policy(
                    root.has("gate") ? each(root, "gate", this::gated) : standard.gated(),
                    each(root, "limits", this::limit),
                    root.has("alpha") ? number(root, "alpha") : standard.alpha(),
                    root.has("mode") ? mode(text(root, "mode")) : standard.mode(),
                    root.has("noisiest") ? percent(text(root, "noisiest")) : standard.noisiest(),
                    each(root, "waivers", this::waiver));
        } catch (UsageError e) {
            // Whoever calls with a wrong option gets another exit code than for a wrong file.
            throw new InputError(e.what(), file + ": " + e.where(), e.why(), e.remedy(), e);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private byte[] bytes() {
        try {
            if (!Files.isRegularFile(file)) {
                throw wrong("there is no such file");
            }
            if (Files.size(file) > LONGEST_BYTES) {
                throw wrong("it is longer than " + LONGEST_BYTES + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InputError(
                    "cannot read the policy", file.toString(), e.toString(), REMEDY, e);
        }
    }

    /** What the parsers below throw at damaged text beside their own exceptions is the text's. */
    private JsonNode root(byte[] bytes) {
        try {
            JsonNode root = MAPPER.readTree(bytes);
            if (root == null || !root.isObject()) {
                throw wrong("it is empty, or no mapping");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new InputError(
                    "cannot read the policy", file.toString(), e.getOriginalMessage(), REMEDY, e);
        } catch (IOException | org.yaml.snakeyaml.error.YAMLException e) {
            throw new InputError(
                    "cannot read the policy", file.toString(), e.toString(), REMEDY, e);
        }
    }

    private Gated gated(JsonNode node) {
        known(node, "an entry of gate", Set.of("metric", "minimum", "minimumAbsolute"));
        Selector selector = Selector.parse(text(node, "metric"));
        MinimumEffect standard = Policy.minimum(selector.text());
        return new Gated(
                selector,
                new MinimumEffect(
                        node.has("minimum") ? percent(text(node, "minimum")) : standard.share(),
                        node.has("minimumAbsolute")
                                ? Amount.parse(
                                        text(node, "minimumAbsolute"), selector.metric().unit())
                                : standard.absolute()),
                true);
    }

    private Limit limit(JsonNode node) {
        known(node, "an entry of limits", Set.of("metric", "limit"));
        Selector selector = Selector.parse(text(node, "metric"));
        return new Limit(selector, Amount.parse(text(node, "limit"), selector.metric().unit()));
    }

    private Waiver waiver(JsonNode node) {
        known(node, "a waiver", Set.of("metric", "reason", "expires"));
        String day = text(node, "expires");
        try {
            return new Waiver(
                    Selector.parse(text(node, "metric")),
                    text(node, "reason"),
                    LocalDate.parse(day));
        } catch (DateTimeException e) {
            throw wrong("'" + day + "' is no day; write 2027-01-31", e);
        }
    }

    private Policy.Mode mode(String word) {
        return switch (word) {
            case "strict" -> Policy.Mode.STRICT;
            case "point" -> Policy.Mode.POINT;
            default -> throw wrong("mode is strict or point, not '" + word + "'");
        };
    }

    private double percent(String text) {
        Matcher percent = PERCENT.matcher(text);
        if (!percent.matches()) {
            throw wrong("'" + text + "' is no share; write 3%");
        }
        return Double.parseDouble(percent.group(1)) / 100;
    }

    private <T> List<T> each(JsonNode root, String name, Function<JsonNode, T> read) {
        List<T> all = new ArrayList<>();
        JsonNode list = root.get(name);
        if (list == null) {
            return all;
        }
        if (!list.isArray()) {
            throw wrong(name + " is no list");
        }
        list.forEach(node -> all.add(read.apply(node)));
        return all;
    }

    private void known(JsonNode node, String what, Set<String> names) {
        if (!node.isObject()) {
            throw wrong(what + " is no mapping");
        }
        for (Iterator<String> fields = node.fieldNames(); fields.hasNext(); ) {
            String name = fields.next();
            if (!names.contains(name)) {
                throw wrong(
                        what + " has no '" + name + "', only " + names.stream().sorted().toList());
            }
        }
    }

    private double number(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || !value.isNumber()) {
            throw wrong(name + " is no number");
        }
        return value.doubleValue();
    }

    private String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || !value.isValueNode() || value.isNull() || value.asText().isBlank()) {
            throw wrong(name + " is missing");
        }
        return value.asText();
    }

    private InputError wrong(String why) {
        return new InputError("this is no policy for the gate", file.toString(), why, REMEDY);
    }

    private InputError wrong(String why, Exception cause) {
        return new InputError(
                "this is no policy for the gate", file.toString(), why, REMEDY, cause);
    }
}
