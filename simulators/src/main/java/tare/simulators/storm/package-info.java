/**
 * Many starts at once, and instances that come and go with the load.
 *
 * <p>Knows no file and no policy. Times are nanoseconds.
 */
@NullMarked
package tare.simulators.storm;

import org.jspecify.annotations.NullMarked;
