package tare.workloads.benchmark.instance;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an instance lacks, as a sentence that survives the way from a fork to its host: the host
 * refuses every class over JMH's link that is not JMH's or a plain one of Java's, so that a lack
 * travels as the message of a plain exception, without a cause.
 *
 * @param requirement what is lacking
 * @param detail where, and what was said; one line
 */
public record Lack(Requirement requirement, String detail) {

    private static final Pattern SENTENCE =
            Pattern.compile("the instance lacks ([^\\[\\n]*)\\[([a-z-]+)]: ([^\\n]*)");

    public Lack {
        detail = detail.replaceAll("\\s*\\R\\s*", " ").strip();
    }

    /** The lack behind something that was thrown. */
    public static Lack of(Requirement requirement, String where, Throwable thrown) {
        return new Lack(requirement, where + ": " + thrown);
    }

    /** To be thrown by a benchmark. */
    public IllegalStateException exception() {
        return new IllegalStateException(sentence());
    }

    /** What {@link #in} finds again. */
    public String sentence() {
        return "the instance lacks "
                + requirement.meaning()
                + " ["
                + requirement.word()
                + "]: "
                + detail;
    }

    /**
     * The first lack that a text names, such as the message of an exception or what a fork printed.
     *
     * @return empty if it names none, or one that this version does not know
     */
    public static Optional<Lack> in(String text) {
        Matcher sentence = SENTENCE.matcher(text);
        if (!sentence.find()) {
            return Optional.empty();
        }
        return Arrays.stream(Requirement.values())
                .filter(requirement -> requirement.word().equals(sentence.group(2)))
                .findFirst()
                .map(requirement -> new Lack(requirement, sentence.group(3)));
    }

    /**
     * The lack that something thrown was thrown for. JMH hands over what a fork threw as suppressed
     * by its own exception, which is the cause of its runner's.
     *
     * @return empty if neither it nor what is behind it names one
     */
    public static Optional<Lack> behind(Throwable thrown) {
        Optional<Lack> own = in(thrown.toString());
        if (own.isPresent()) {
            return own;
        }
        Throwable cause = thrown.getCause();
        return Stream.concat(Stream.ofNullable(cause), Arrays.stream(thrown.getSuppressed()))
                .flatMap(deeper -> behind(deeper).stream())
                .findFirst();
    }
}
