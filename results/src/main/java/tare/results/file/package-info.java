/**
 * Result files and the append-only file of a run: the only place that knows their format, and
 * Jackson.
 *
 * <p>Knows nothing of how a result is measured, compared or drawn.
 */
@NullMarked
package tare.results.file;

import org.jspecify.annotations.NullMarked;
