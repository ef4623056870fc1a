/**
 * A folder of result files as a series: an index beside them that is only ever appended to, and
 * where a figure changed its level.
 *
 * <p>Result files are the truth: the index may be deleted at any time, and is made again. Prints
 * nothing, and judges nothing but whether a level changed.
 */
@NullMarked
package tare.results.history;

import org.jspecify.annotations.NullMarked;
