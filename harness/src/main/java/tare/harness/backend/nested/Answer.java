package tare.harness.backend.nested;

import java.util.List;
import java.util.Optional;
import tare.harness.backend.LaunchException;
import tare.harness.linux.Errno;

/**
 * One line of the agent's ({@link tare.workloads.agent.Agent} says which there are).
 *
 * @param kind its letter; {@code E} for a failure
 * @param id of the container, or {@link #NONE}
 * @param words what follows
 * @param nanos when its first byte was seen, on the run's clock
 */
record Answer(char kind, int id, List<String> words, long nanos) {

    static final int NONE = -1;

    static final char FAILED = 'E';

    private static final String KINDS = "LBRADVIGE";

    Answer {
        words = List.copyOf(words);
    }

    /** Reads a line without its end; empty if it is none of the agent's. */
    static Optional<Answer> parse(String line, long nanos) {
        List<String> parts = List.of(line.split(" ", -1));
        String kind = parts.get(0);
        if (kind.length() != 1 || KINDS.indexOf(kind.charAt(0)) < 0) {
            return Optional.empty();
        }
        boolean numbered = parts.size() > 1 && parts.get(1).matches("[0-9]{1,4}");
        boolean unnumbered = parts.size() > 1 && parts.get(1).equals("-");
        int skipped = numbered || unnumbered ? 2 : 1;
        return Optional.of(
                new Answer(
                        kind.charAt(0),
                        numbered ? Integer.parseInt(parts.get(1)) : NONE,
                        parts.subList(skipped, parts.size()),
                        nanos));
    }

    /** Whether it tells of a step that failed. */
    boolean failed() {
        return kind == FAILED;
    }

    /** Whether a container's probe has ended; the container is then still to be taken away. */
    boolean probeEnded() {
        return failed() && words.contains("probe-ended");
    }

    /** Whether it tells of a container what is waited for, or that it failed. */
    boolean about(int container, char wanted) {
        return id == container && (kind == wanted || failed());
    }

    /** The failure that it tells of; where a program failed, with what that said. */
    LaunchException failure() {
        String step = words.isEmpty() ? "agent" : words.get(0);
        String number = words.size() > 1 ? words.get(1) : "";
        String why =
                words.size() > 2
                        ? String.join(" ", words.subList(2, words.size()))
                        : number.matches("[0-9]{1,6}")
                                ? Errno.describe(Integer.parseInt(number))
                                : "" + words;
        return new LaunchException(step, why + ", inside the guest", "", null);
    }
}
