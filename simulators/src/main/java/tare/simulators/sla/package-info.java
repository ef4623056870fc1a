/**
 * What a fleet's owner promises, as one writes it: {@code start-p99=500ms}.
 *
 * <p>Knows no fleet.
 */
@NullMarked
package tare.simulators.sla;

import org.jspecify.annotations.NullMarked;
