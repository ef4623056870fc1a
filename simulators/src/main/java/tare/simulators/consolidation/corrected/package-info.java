/**
 * Consolidation by the paper's rules, where the published program differs from them; and balancing
 * as VMware DRS does it, on the same days and hosts.
 *
 * <p>Knows {@link tare.simulators.consolidation} and {@link tare.simulators.migration}.
 */
@NullMarked
package tare.simulators.consolidation.corrected;

import org.jspecify.annotations.NullMarked;
