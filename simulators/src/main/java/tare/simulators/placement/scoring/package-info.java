/**
 * Policies that give each host a score for an instance.
 *
 * <p>Knows nothing of time, technologies or scenarios.
 */
@NullMarked
package tare.simulators.placement.scoring;

import org.jspecify.annotations.NullMarked;
