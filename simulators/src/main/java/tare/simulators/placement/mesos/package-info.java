/**
 * Mesos: offers of whole agents to frameworks, by dominant resource fairness.
 *
 * <p>Knows nothing of time, technologies or scenarios.
 */
@NullMarked
package tare.simulators.placement.mesos;

import org.jspecify.annotations.NullMarked;
