/**
 * Which instance goes onto which host: the policy's contract, and the hosts as arrays.
 *
 * <p>Knows no particular policy, no time and no technology.
 */
@NullMarked
package tare.simulators.placement;

import org.jspecify.annotations.NullMarked;
