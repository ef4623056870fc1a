/**
 * Documents beside result files: what comparisons and gates say, in the formats that others read,
 * and the policy that they follow.
 *
 * <p>Knows the formats and judges nothing; the format of result files is {@code results.file}'s.
 */
@NullMarked
package tare.results.exchange;

import org.jspecify.annotations.NullMarked;
