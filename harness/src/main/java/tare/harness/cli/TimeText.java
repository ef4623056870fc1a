package tare.harness.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tare.results.failure.UsageError;

/** A time as options take it: a whole number and a unit. */
final class TimeText {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(us|ms|s|m|min|h)");

    private TimeText() {}

    /**
     * Reads a time.
     *
     * @param option that it was given to, for what is said of it
     * @param example that can be read
     * @throws UsageError if it is none
     */
    static Duration parse(String option, String text, String example) {
        Matcher time = FORM.matcher(text);
        if (!time.matches()) {
            throw new UsageError(
                    "an option's time cannot be read",
                    option + " " + text,
                    "it is to be a whole number and us, ms, s, m or h",
                    option + " " + example);
        }
        long amount = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "us" -> Duration.ofNanos(1_000 * amount);
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
