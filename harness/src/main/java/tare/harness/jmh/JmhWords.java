package tare.harness.jmh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tare.workloads.benchmark.instance.Lack;

/** What JMH prints when a fork fails, as a reason in one line. */
final class JmhWords {

    private static final String FAILURE = "<failure>";
    private static final String GARBAGE = "<binary link had failed";
    private static final int LAST_LINES = 4;

    private JmhWords() {}

    /** The reason that a log of JMH's gives. */
    static String reason(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "JMH failed and said nothing";
        }
        return reason(new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
    }

    static String reason(String text) {
        Optional<Lack> lack = Lack.in(text);
        if (lack.isPresent()) {
            return lack.get().sentence();
        }
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        Optional<String> garbage = after(lines, GARBAGE);
        if (garbage.isPresent()) {
            return "something that is not JMH's came over the fork's link: " + garbage.get();
        }
        return after(lines, FAILURE)
                .map(failure -> "the benchmark failed: " + failure)
                .orElseGet(
                        () ->
                                "JMH failed: "
                                        + String.join(
                                                " | ",
                                                lines.subList(
                                                        Math.max(0, lines.size() - LAST_LINES),
                                                        lines.size())));
    }

    /** The line behind the first that begins so. */
    private static Optional<String> after(List<String> lines, String beginning) {
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (lines.get(i).startsWith(beginning)) {
                return Optional.of(lines.get(i + 1));
            }
        }
        return Optional.empty();
    }
}
