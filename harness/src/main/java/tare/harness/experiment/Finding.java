package tare.harness.experiment;

import tare.results.model.CellKey;
import tare.results.model.Outcome;
import tare.results.model.Round;

/** What one step found out about one cell: a round of samples, or why there is none. */
public sealed interface Finding {

    CellKey key();

    /** A round of samples. */
    record Found(CellKey key, Round round) implements Finding {}

    /** No samples, and why. */
    record Missing(CellKey key, Outcome.Absent why) implements Finding {}
}
