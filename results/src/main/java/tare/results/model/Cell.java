package tare.results.model;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One figure of a run, with everything needed to read it.
 *
 * @param backendClass class of the backend
 * @param method version of the experiment's meaning; cells of different methods are not comparable
 * @param labels warnings on the figure, in the order of {@link Label}
 * @param channel how the ready byte reached the host, for example {@code pipe}; empty where none is
 *     involved
 */
public record Cell(
        CellKey key,
        BackendClass backendClass,
        int method,
        SortedSet<Label> labels,
        String channel,
        Outcome outcome) {

    public Cell {
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
        if (method < 1) {
            throw new IllegalArgumentException("method is at least 1");
        }
    }
}
