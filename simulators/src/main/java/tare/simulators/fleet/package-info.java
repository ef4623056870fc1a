/**
 * The things that are placed, and what they are placed on, as parallel arrays.
 *
 * <p>Knows no policy, no technology and no result file.
 */
@NullMarked
package tare.simulators.fleet;

import org.jspecify.annotations.NullMarked;
