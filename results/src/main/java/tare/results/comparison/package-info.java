/**
 * How two results differ: whether they may be compared at all, and cell by cell.
 *
 * <p>Judges nothing: what a difference means for a build is the gate's. Knows no file and prints
 * nothing.
 */
@NullMarked
package tare.results.comparison;

import org.jspecify.annotations.NullMarked;
