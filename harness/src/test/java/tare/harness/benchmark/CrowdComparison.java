package tare.harness.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tare.results.file.ResultReader;
import tare.results.model.Cell;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.statistics.Quantiles;

/**
 * A crowd of Tare's against the C reference's, thousand by thousand. Started by {@code
 * harness/src/jmh/sh/compare-crowds.sh}:
 *
 * <pre>CrowdComparison KEY RESULT REFERENCE</pre>
 *
 * <p>RESULT is the result file of {@code tare run density}, REFERENCE what crowd-reference printed.
 */
public final class CrowdComparison {

    /** By how much Tare's median may be above the reference's, unless 40 us are more. */
    private static final double SHARE = 0.15;

    private static final double LEAST_NANOS = 40_000;

    /** By how much longer the end of all may take. */
    private static final double END = 2;

    private CrowdComparison() {}

    public static void main(String[] arguments) throws IOException {
        String key = arguments[0];
        List<Cell> cells =
                new ResultReader()
                        .read(Path.of(arguments[1])).result().cells().stream()
                                .filter(cell -> cell.key().backend().equals(key))
                                .filter(cell -> cell.key().experiment().equals("density"))
                                .toList();
        List<String> lines = Files.readAllLines(Path.of(arguments[2]));
        double[] tare = samples(cells, Metric.STAGE_READY);
        double[] reference =
                lines.stream()
                        .filter(line -> line.matches("[0-9]+"))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
        int above = 0;
        for (int from = 0; from < Math.min(tare.length, reference.length); from += 1_000) {
            double own = median(tare, from);
            double floor = median(reference, from);
            double allowed = Math.max(LEAST_NANOS, SHARE * floor);
            boolean fits = own - floor <= allowed;
            above += fits ? 0 : 1;
            print(
                    "%s from %d: Tare %.3f ms, C %.3f ms, %+.0f us of %.0f us%s",
                    key,
                    from,
                    own / 1e6,
                    floor / 1e6,
                    (own - floor) / 1e3,
                    allowed / 1e3,
                    fits ? "" : " ABOVE");
        }
        double end = samples(cells, Metric.STAGE_STOPPED)[0];
        double endOfReference = number(lines, "end ");
        print(
                "%s: %d live (%s), C %d; all ended in %.2f s, C %.2f s%s; C took %.0f KiB each",
                key,
                tare.length,
                limit(cells),
                reference.length,
                end / 1e9,
                endOfReference / 1e9,
                end <= END * endOfReference ? "" : " ABOVE",
                number(lines, "memory ") / reference.length / 1024);
        print("%s: %d of the thousands above what is allowed", key, above);
    }

    private static double median(double[] values, int from) {
        return Quantiles.median(
                Arrays.copyOfRange(values, from, Math.min(values.length, from + 1_000)));
    }

    private static double[] samples(List<Cell> cells, Metric metric) {
        return cells.stream()
                .filter(cell -> cell.key().metric() == metric)
                .filter(cell -> cell.outcome() instanceof Outcome.Measured)
                .map(cell -> ((Outcome.Measured) cell.outcome()).rounds().get(0))
                .map(round -> round.samples().values())
                .findFirst()
                .orElseThrow();
    }

    private static String limit(List<Cell> cells) {
        return cells.stream()
                .filter(cell -> cell.key().metric() == Metric.DENSITY_LIMIT)
                .map(cell -> cell.key().parameters().get("limit"))
                .findFirst()
                .orElse("?");
    }

    private static double number(List<String> lines, String word) {
        return lines.stream()
                .filter(line -> line.startsWith(word))
                .mapToDouble(line -> Double.parseDouble(line.substring(word.length())))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
