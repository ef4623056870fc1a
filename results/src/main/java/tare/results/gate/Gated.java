package tare.results.gate;

import tare.results.failure.UsageError;
import tare.results.model.Direction;

/**
 * Cells that a policy gates.
 *
 * @param selector which
 * @param minimum the smallest change that matters
 * @param required whether it is an error that nothing of the kind was measured
 */
public record Gated(Selector selector, MinimumEffect minimum, boolean required) {

    public Gated {
        if (selector.metric().direction() == Direction.NEUTRAL) {
            throw new UsageError(
                    "this metric cannot be gated",
                    selector.text(),
                    selector.metric().id() + " describes and does not judge: neither way is worse",
                    "gate another metric; docs/metrics.md says which way each improves");
        }
    }
}
