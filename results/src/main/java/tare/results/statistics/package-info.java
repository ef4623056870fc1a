/**
 * Statistics of samples that come in rounds: arrays in, records out.
 *
 * <p>Knows no file, no model and no clock; what is random is seeded by the caller.
 */
@NullMarked
package tare.results.statistics;

import org.jspecify.annotations.NullMarked;
