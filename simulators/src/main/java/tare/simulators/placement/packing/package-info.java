/**
 * Policies that pack instances onto as few hosts as they can, one instance after the other.
 *
 * <p>Knows nothing of time, technologies or scenarios.
 */
@NullMarked
package tare.simulators.placement.packing;

import org.jspecify.annotations.NullMarked;
