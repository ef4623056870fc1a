package tare.reports.debate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tare.results.failure.Defect;
import tare.results.model.Metric;

/** Reads the rule file. A mistake in it is a defect of Tare's: the file comes with it. */
public final class ClaimsFile {

    private static final String NAME = "claims.txt";

    private static final Set<String> FIELDS =
            Set.of("said", "by", "test", "also", "section", "needed", "note");

    private ClaimsFile() {}

    /** The claims that Tare comes with, in the order of the file. */
    public static List<Claim> claims() {
        try (InputStream stream = ClaimsFile.class.getResourceAsStream(NAME)) {
            if (stream == null) {
                throw new IOException("the resource is not there");
            }
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw wrong(failure.toString());
        }
    }

    static List<Claim> parse(String text) {
        Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();
        Map<String, List<String>> current = new LinkedHashMap<>();
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            if (line.startsWith("[") && line.endsWith("]")) {
                current = new LinkedHashMap<>();
                if (sections.put(line.substring(1, line.length() - 1), current) != null) {
                    throw wrong(line + " stands there twice");
                }
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                int at = line.indexOf('=');
                String field = at < 0 ? line : line.substring(0, at).strip();
                if (at < 0 || !FIELDS.contains(field)) {
                    throw wrong("not a field: " + line);
                }
                current.computeIfAbsent(field, any -> new ArrayList<>())
                        .add(line.substring(at + 1).strip());
            }
        }
        List<Claim> claims = new ArrayList<>();
        sections.forEach((id, fields) -> claims.add(claim(id, fields)));
        return claims;
    }

    private static Claim claim(String id, Map<String, List<String>> fields) {
        List<Claim.Test> tests = new ArrayList<>();
        fields.getOrDefault("test", List.of()).forEach(words -> tests.add(test(words, false)));
        fields.getOrDefault("also", List.of()).forEach(words -> tests.add(test(words, true)));
        return new Claim(
                id,
                one(id, fields, "said"),
                one(id, fields, "by"),
                tests,
                one(id, fields, "section"),
                one(id, fields, "needed"),
                fields.containsKey("note") ? one(id, fields, "note") : "");
    }

    private static String one(String id, Map<String, List<String>> fields, String field) {
        List<String> found = fields.getOrDefault(field, List.of());
        if (found.size() != 1 || found.get(0).isEmpty()) {
            throw wrong(id + " needs " + field + " once");
        }
        return found.get(0);
    }

    private static Claim.Test test(String text, boolean optional) {
        String[] words = text.split(" +", -1);
        if (words.length == 3 && words[2].equals("found")) {
            return new Claim.Test.Found(words[0], words[1], optional);
        }
        boolean factor = words.length == 7 && words[5].equals("times");
        boolean order = words.length > 4 && (words[3].equals("below") || words[3].equals("above"));
        if (!order || !(words.length == 5 || factor)) {
            throw wrong("not a test: " + text);
        }
        Side left = Side.of(words[2]).orElseThrow(() -> wrong("no side: " + words[2]));
        Side right = Side.of(words[4]).orElseThrow(() -> wrong("no side: " + words[4]));
        return new Claim.Test.Pairs(
                words[0],
                words[1],
                left,
                words[3].equals("below"),
                right,
                factor ? Double.parseDouble(words[6]) : 1,
                optional);
    }

    /** Whether this version of Tare knows a metric of a rule. */
    static boolean known(String metric) {
        return metric.equals(Claim.MEAN)
                || Stream.of(Metric.values()).anyMatch(known -> known.id().equals(metric));
    }

    private static Defect wrong(String what) {
        return new Defect("The rules of the debate cannot be read", NAME, what, "report it");
    }
}
