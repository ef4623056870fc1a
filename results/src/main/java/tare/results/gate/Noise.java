package tare.results.gate;

import java.util.List;
import java.util.Optional;
import tare.results.comparison.CellPair;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.statistics.NoiseFloor;

/** What is known of the noise of a reference. */
interface Noise {

    /** Sides that were measured in two runs: there is no second arm, and nothing is known. */
    Noise UNKNOWN = (key, quantile) -> Optional.empty();

    /** The noise floor of a cell; nothing where no second arm was measured. */
    Optional<NoiseFloor> floor(CellKey key, double quantile);

    /** The reference's cells, arm by arm: what differs between arms is no mode of either. */
    default List<Cell> references(CellPair pair) {
        return Optional.ofNullable(pair.reference()).stream().toList();
    }
}
