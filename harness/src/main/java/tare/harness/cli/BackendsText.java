package tare.harness.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tare.harness.backend.Availability;
import tare.harness.run.Candidate;
import tare.results.model.Label;

/** The backends of a host in words, for {@code tare backends} and {@code tare doctor}. */
final class BackendsText {

    /** A line of text, in characters: what fits most terminals. */
    private static final int WIDTH = 100;

    private static final String MARGIN = "    ";

    private BackendsText() {}

    /** A row for each with what it is, or why it is not to be had; then how many there are. */
    static String of(List<Candidate> candidates) {
        int keys = candidates.stream().mapToInt(c -> c.backend().key().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Candidate candidate : candidates) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-" + Math.max(keys, 1) + "s  %-12s %s%n",
                            candidate.backend().key(),
                            candidate.backend().backendClass().id(),
                            candidate.available() ? "available" : "NOT AVAILABLE"));
            details(candidate, text);
        }
        long available = candidates.stream().filter(Candidate::available).count();
        text.append(available).append(" of ").append(candidates.size()).append(" available");
        text.append(installable(candidates)).append('\n');
        return text.toString();
    }

    private static void details(Candidate candidate, StringBuilder text) {
        line(text, "", candidate.backend().description());
        if (candidate.availability() instanceof Availability.Unavailable absent) {
            line(text, "why:    ", absent.reason());
            line(text, "remedy: ", absent.remedy());
        } else if (candidate.availability() instanceof Availability.Available present) {
            line(text, "note:   ", present.note());
            line(
                    text,
                    "labels: ",
                    candidate.backend().labels().stream()
                            .map(Label::id)
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
    }

    /** Adds words behind a head, broken between words and set below each other. */
    private static void line(StringBuilder text, String head, String words) {
        if (words.isBlank()) {
            return;
        }
        String start = MARGIN + head;
        StringBuilder line = new StringBuilder(start);
        boolean empty = true;
        for (String word : words.strip().split("\\s+", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder(" ".repeat(start.length()));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        text.append(line).append('\n');
    }

    /** The one command for all that only lacks a package. */
    private static String installable(List<Candidate> candidates) {
        String prefix = "tare setup ";
        String names =
                candidates.stream()
                        .map(Candidate::availability)
                        .filter(Availability.Unavailable.class::isInstance)
                        .map(absent -> ((Availability.Unavailable) absent).remedy())
                        .filter(remedy -> remedy.startsWith(prefix))
                        .flatMap(
                                remedy ->
                                        List.of(remedy.substring(prefix.length()).split(" ", -1))
                                                .stream())
                        .distinct()
                        .collect(Collectors.joining(" "));
        return names.isEmpty() ? "" : "; tare setup " + names + " installs what is missing";
    }
}
