/**
 * What each isolation technology adds to an instance.
 *
 * <p>Knows neither fleets nor policies; reads no file.
 */
@NullMarked
package tare.simulators.catalogue;

import org.jspecify.annotations.NullMarked;
