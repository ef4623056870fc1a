/**
 * Consolidation by the rules of CloudSim 3.0.3, its slips included, so that its figures come out:
 * the order in which machines are looked at, every rounding, and which of several equals is taken.
 *
 * <p>Written from the behaviour of that program's published source; no code is taken over. Knows
 * {@link tare.simulators.consolidation} alone.
 */
@NullMarked
package tare.simulators.consolidation.cloudsim;

import org.jspecify.annotations.NullMarked;
