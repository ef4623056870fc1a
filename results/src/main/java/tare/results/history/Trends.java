package tare.results.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tare.results.failure.UsageError;
import tare.results.model.CellKey;

/** Makes series of what an index knows. */
public final class Trends {

    private static final List<Double> QUANTILES = List.of(0.5, 0.9, 0.99, 0.999);

    private Trends() {}

    /**
     * Figures that are asked for.
     *
     * @param cells which cells
     * @param quantile one of 0.5, 0.9, 0.99 and 0.999: the index has no others
     */
    public record Wanted(Predicate<CellKey> cells, double quantile) {
        public Wanted {
            if (!QUANTILES.contains(quantile)) {
                throw new UsageError(
                        "the history has no such quantile",
                        "--metric",
                        "it is " + quantile,
                        "p50, p90, p99 and p999 are kept of every cell");
            }
        }
    }

    /** One series, before its points are sorted. */
    private record Series(String fingerprint, CellKey key, double quantile, int method) {}

    /**
     * Reads a folder.
     *
     * @param last at most so many of the newest points of each series
     */
    public static History of(Store store, List<Wanted> wanted, int last, Trend.Sought sought) {
        Store.Contents contents = store.contents();
        List<String> troubles = new ArrayList<>();
        List<Indexed> results = results(contents, troubles);
        Map<Series, List<Trend.Point>> points = points(contents, results, wanted);
        Map<String, String> hosts = new HashMap<>();
        results.forEach(file -> hosts.put(file.fingerprint(), file.hostLine()));
        List<Trend> trends = new ArrayList<>();
        points.forEach(
                (series, all) ->
                        trends.add(
                                new Trend(
                                                series.fingerprint(),
                                                hosts.getOrDefault(series.fingerprint(), ""),
                                                series.key(),
                                                series.quantile(),
                                                series.method(),
                                                all.subList(
                                                        Math.max(0, all.size() - last), all.size()),
                                                List.of())
                                        .searched(sought)));
        trends.sort(
                Comparator.comparing(Trend::fingerprint)
                        .thenComparing(Trend::key)
                        .thenComparing(Trend::quantile)
                        .thenComparing(Trend::method));
        return new History(
                results.size(),
                contents.added(),
                troubles,
                contents.notes(),
                results.isEmpty()
                        ? Optional.empty()
                        : Optional.of(store.file(results.get(results.size() - 1))),
                trends);
    }

    private static Map<Series, List<Trend.Point>> points(
            Store.Contents contents, List<Indexed> results, List<Wanted> wanted) {
        Map<Series, List<Trend.Point>> points = new HashMap<>();
        List<List<Double>> quantiles = asked(contents.index().keys(), wanted);
        for (Indexed file : results) {
            contents.index()
                    .cells(
                            file,
                            (key, method, p50, p90, p99, p999) -> {
                                if (key < 0 || key >= quantiles.size()) {
                                    return;
                                }
                                for (double quantile : quantiles.get(key)) {
                                    double value =
                                            new double[] {p50, p90, p99, p999}
                                                    [QUANTILES.indexOf(quantile)];
                                    points.computeIfAbsent(
                                                    new Series(
                                                            file.fingerprint(),
                                                            contents.index().keys().get(key),
                                                            quantile,
                                                            method),
                                                    series -> new ArrayList<>())
                                            .add(
                                                    new Trend.Point(
                                                            file.createdAt(),
                                                            file.id(),
                                                            file.version(),
                                                            value));
                                }
                            });
        }
        return points;
    }

    /** Oldest first; a result that lies there twice counts once. */
    private static List<Indexed> results(Store.Contents contents, List<String> troubles) {
        record Dated(Instant at, Indexed file) {}
        List<Dated> dated = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Indexed file : contents.files()) {
            if (!file.trouble().isEmpty()) {
                troubles.add(file.name() + ": " + file.trouble());
            } else if (seen.add(file.createdAt() + " " + file.id())) {
                dated.add(new Dated(Instant.parse(file.createdAt()), file));
            }
        }
        dated.sort(Comparator.comparing(Dated::at).thenComparing(d -> d.file().id()));
        return dated.stream().map(Dated::file).toList();
    }

    /** For each key of the index the quantiles that are wanted of it. */
    private static List<List<Double>> asked(List<CellKey> keys, List<Wanted> wanted) {
        List<List<Double>> asked = new ArrayList<>();
        for (CellKey key : keys) {
            asked.add(
                    wanted.stream()
                            .filter(w -> w.cells().test(key))
                            .map(Wanted::quantile)
                            .distinct()
                            .toList());
        }
        return asked;
    }
}
