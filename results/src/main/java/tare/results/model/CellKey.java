package tare.results.model;

import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names one cell. Two cells of one file never have the same key; comparisons pair cells by it.
 *
 * @param experiment for example {@code boot}
 * @param backend the exact key of the backend, for example {@code namespace-network}
 * @param workload what ran inside: {@code probe}, the payload's or the fleet's name
 * @param parameters what else tells cells apart, for example {@code instances=50}
 */
public record CellKey(
        String experiment,
        String backend,
        String workload,
        Metric metric,
        SortedMap<String, String> parameters)
        implements Comparable<CellKey> {

    private static final Comparator<CellKey> ORDER =
            Comparator.comparing(CellKey::experiment)
                    .thenComparing(CellKey::backend)
                    .thenComparing(CellKey::workload)
                    .thenComparing(CellKey::metric)
                    .thenComparing(CellKey::parameters, CellKey::compareParameters);

    public CellKey {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** A key without parameters. */
    public static CellKey of(String experiment, String backend, String workload, Metric metric) {
        return new CellKey(experiment, backend, workload, metric, new TreeMap<>());
    }

    /** This key with one more parameter. */
    public CellKey with(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(parameters);
        more.put(name, value);
        return new CellKey(experiment, backend, workload, metric, more);
    }

    /** Entry by entry: the text of a map does not tell {@code a=1, b=2} from one long value. */
    private static int compareParameters(
            SortedMap<String, String> left, SortedMap<String, String> right) {
        Iterator<Map.Entry<String, String>> others = right.entrySet().iterator();
        for (Map.Entry<String, String> entry : left.entrySet()) {
            if (!others.hasNext()) {
                return 1;
            }
            Map.Entry<String, String> other = others.next();
            int order = entry.getKey().compareTo(other.getKey());
            if (order == 0) {
                order = entry.getValue().compareTo(other.getValue());
            }
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }

    @Override
    public int compareTo(CellKey other) {
        return ORDER.compare(this, other);
    }
}
