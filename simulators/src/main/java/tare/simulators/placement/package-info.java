/**
 * Which instance goes onto which host: the policy's contract and its outcome.
 *
 * <p>Knows no particular policy, no time and no technology.
 */
@NullMarked
package tare.simulators.placement;

import org.jspecify.annotations.NullMarked;
