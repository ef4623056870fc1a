package tare.simulators.catalogue;

import java.util.List;
import tare.results.model.Label;

/**
 * One way to isolate, and what it costs.
 *
 * @param name the backend's key where it was measured, for example {@code namespace}
 * @param overheadBytes memory that one instance costs before the service in it needs any, above 0
 * @param labels how the overhead came about, in the order to be shown
 */
public record Technology(String name, long overheadBytes, List<Label> labels) {

    public Technology {
        labels = List.copyOf(labels);
        if (overheadBytes <= 0) {
            throw new IllegalArgumentException(
                    name + " has an overhead of " + overheadBytes + " bytes");
        }
    }
}
