/**
 * Questions that a fleet's owner asks, put together from fleets, technologies and policies.
 *
 * <p>Knows no clock, no thread, no file and no unseeded randomness.
 */
@NullMarked
package tare.simulators.scenario;

import org.jspecify.annotations.NullMarked;
