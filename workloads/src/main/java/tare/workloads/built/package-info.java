/**
 * Reads what was built beforehand and lies in the archive: one file for each architecture.
 *
 * <p>Knows nothing of what the bytes do.
 */
@NullMarked
package tare.workloads.built;

import org.jspecify.annotations.NullMarked;
