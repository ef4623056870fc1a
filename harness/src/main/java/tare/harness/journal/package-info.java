/**
 * What a run has made on the host, written down before it is made, so that a killed run can be
 * cleaned up.
 *
 * <p>Knows resources, not backends.
 */
@NullMarked
package tare.harness.journal;

import org.jspecify.annotations.NullMarked;
