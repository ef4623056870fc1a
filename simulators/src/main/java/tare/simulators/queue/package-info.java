/**
 * Waiting: what is known of it in closed form, and the same played by events.
 *
 * <p>Knows neither fleets nor technologies. Times are in one unit throughout, the caller's.
 */
@NullMarked
package tare.simulators.queue;

import org.jspecify.annotations.NullMarked;
