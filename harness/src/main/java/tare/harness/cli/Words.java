package tare.harness.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tare.results.failure.UsageError;

/** Words that options take. */
final class Words {

    private Words() {}

    /**
     * The constant that a word stands for, in small letters.
     *
     * @throws UsageError if it stands for none
     */
    static <E extends Enum<E>> E constant(Class<E> type, String option, String word) {
        List<E> all = Arrays.asList(type.getEnumConstants());
        return all.stream()
                .filter(constant -> name(constant).equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageError(
                                        "this option does not take that word",
                                        option,
                                        "it is '" + word + "'",
                                        "one of: "
                                                + all.stream()
                                                        .map(Words::name)
                                                        .collect(Collectors.joining(" "))));
    }

    /** A command as a shell would read it again. */
    static String quoted(List<String> words) {
        return words.stream()
                .map(
                        word ->
                                word.matches("[A-Za-z0-9_./:=,+@%-]+")
                                        ? word
                                        : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
