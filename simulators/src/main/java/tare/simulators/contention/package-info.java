/**
 * What instances do to each other on a host that has promised more than it has: waiting for a
 * processor, and want of memory.
 *
 * <p>Knows no policy and no technology.
 */
@NullMarked
package tare.simulators.contention;

import org.jspecify.annotations.NullMarked;
