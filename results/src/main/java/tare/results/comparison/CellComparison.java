package tare.results.comparison;

import java.util.List;
import tare.results.model.CellKey;

/**
 * One cell on both sides.
 *
 * @param key of both sides
 * @param quantile that was compared, strictly between 0 and 1
 * @param contrast figures, or why there are none
 * @param adjustedP p adjusted by Benjamini and Hochberg over all cells with figures; 1 without
 * @param notes what a reader must know, such as labels that one side has
 */
public record CellComparison(
        CellKey key, double quantile, Contrast contrast, double adjustedP, List<String> notes) {
    public CellComparison {
        notes = List.copyOf(notes);
    }
}
