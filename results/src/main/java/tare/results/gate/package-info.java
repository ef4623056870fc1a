/**
 * Whether a change made things worse: policy, verdicts, and how sure they are.
 *
 * <p>Knows no file, prints nothing and asks no clock: today's date is given to it.
 */
@NullMarked
package tare.results.gate;

import org.jspecify.annotations.NullMarked;
