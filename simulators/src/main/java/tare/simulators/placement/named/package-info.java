/**
 * The policies by the names that users write.
 *
 * <p>Knows all policies; nothing that runs them.
 */
@NullMarked
package tare.simulators.placement.named;

import org.jspecify.annotations.NullMarked;
