package tare.harness.experiment;

import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Outcome;
import tare.results.model.Round;

/** What one step found out about one cell: a round of samples, or why there is none. */
public sealed interface Finding {

    CellKey key();

    /** A round of samples. */
    record Found(CellKey key, Round round) implements Finding {}

    /**
     * A round of samples with something of its own that a reader must know.
     *
     * @param label beside those that the backend has
     */
    record Labelled(Found found, Label label) implements Finding {
        @Override
        public CellKey key() {
            return found.key();
        }
    }

    /** No samples, and why. */
    record Missing(CellKey key, Outcome.Absent why) implements Finding {}
}
