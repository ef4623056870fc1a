/**
 * Bounds that no policy can beat, shown beside every policy.
 *
 * <p>Knows no policy.
 */
@NullMarked
package tare.simulators.bound;

import org.jspecify.annotations.NullMarked;
