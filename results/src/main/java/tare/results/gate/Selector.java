package tare.results.gate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tare.results.failure.UsageError;
import tare.results.model.CellKey;
import tare.results.model.Metric;

/**
 * Which cells are meant, and which quantile of them: {@code [experiment/][backend/]metric[:pNN]}.
 *
 * @param text as it was given
 * @param places experiment and backend, {@code *} for any; or one word that may be either
 * @param quantile strictly between 0 and 1; the median where none was given
 */
public record Selector(String text, List<String> places, Metric metric, double quantile) {

    private static final Pattern ALIAS = Pattern.compile("start-(p[0-9.]+)");
    private static final Pattern QUANTILE = Pattern.compile("p([0-9]{1,6})(\\.[0-9]{1,6})?");
    private static final String ANY = "*";
    private static final String EXAMPLE = "for example start-p50, or boot/runc/stage.ready:p90";

    public Selector {
        places = List.copyOf(places);
    }

    /**
     * Reads a selector; {@code start-pNN} stands for {@code boot/*}{@code /stage.ready:pNN}.
     *
     * @throws UsageError if it is none, or names no metric
     */
    public static Selector parse(String text) {
        Matcher alias = ALIAS.matcher(text);
        String whole = alias.matches() ? "boot/*/stage.ready:" + alias.group(1) : text;
        List<String> parts = List.of(whole.split("/", -1));
        if (parts.size() > 3 || parts.stream().anyMatch(String::isBlank)) {
            throw wrong(text, "it is not [experiment/][backend/]metric[:pNN]");
        }
        String last = parts.get(parts.size() - 1);
        int colon = last.indexOf(':');
        String name = colon < 0 ? last : last.substring(0, colon);
        Metric metric =
                Arrays.stream(Metric.values())
                        .filter(known -> known.id().equals(name))
                        .findFirst()
                        .orElseThrow(() -> wrong(text, "there is no metric '" + name + "'"));
        double quantile = colon < 0 ? 0.5 : quantile(text, last.substring(colon + 1));
        return new Selector(text, parts.subList(0, parts.size() - 1), metric, quantile);
    }

    /** Whether a cell is meant. */
    public boolean matches(CellKey key) {
        return key.metric() == metric
                && switch (places.size()) {
                    case 0 -> true;
                    case 1 -> fits(0, key.experiment()) || fits(0, key.backend());
                    default -> fits(0, key.experiment()) && fits(1, key.backend());
                };
    }

    /** The quantile as selectors write it, for example {@code p50} or {@code p99.9}. */
    public static String quantileName(double quantile) {
        String percent = String.format(Locale.ROOT, "%.6f", quantile * 100);
        return "p" + percent.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    private boolean fits(int place, String name) {
        return places.get(place).equals(ANY) || places.get(place).equals(name);
    }

    private static double quantile(String text, String word) {
        Matcher quantile = QUANTILE.matcher(word);
        if (!quantile.matches()) {
            throw wrong(text, "'" + word + "' is no quantile");
        }
        String digits = quantile.group(1);
        String fraction = Optional.ofNullable(quantile.group(2)).orElse("");
        // p50 and p99.9 are per cent; p999 is how others write the latter.
        double value =
                digits.length() <= 2
                        ? Double.parseDouble(digits + fraction) / 100
                        : Double.parseDouble("0." + digits);
        boolean nines = digits.startsWith("9") && fraction.isEmpty();
        if (!(value > 0 && value < 1) || (digits.length() > 2 && !nines)) {
            throw wrong(text, "'" + word + "' is no quantile between 0 and 1");
        }
        return value;
    }

    private static UsageError wrong(String text, String why) {
        String metrics =
                Arrays.stream(Metric.values()).map(Metric::id).collect(Collectors.joining(" "));
        return new UsageError(
                "this selects no cells", text, why, EXAMPLE + "; metrics: " + metrics);
    }
}
