/**
 * Time on the host: one monotonic clock for everything that is measured.
 *
 * <p>The only room that reads a clock; others are handed one.
 */
@NullMarked
package tare.harness.clock;

import org.jspecify.annotations.NullMarked;
