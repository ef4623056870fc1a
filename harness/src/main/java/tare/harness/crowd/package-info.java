/**
 * Many instances alive at once, held by several processes: one may hold only so many descriptors,
 * and one launcher uses one core.
 *
 * <p>Knows backends by their contract only, and no experiment: what is asked of a crowd, and what
 * its figures mean, is said elsewhere.
 */
@NullMarked
package tare.harness.crowd;

import org.jspecify.annotations.NullMarked;
