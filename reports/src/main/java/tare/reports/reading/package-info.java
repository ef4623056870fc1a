/**
 * What a report reads out of a run: its subjects, its cells by question, their statistics, and
 * quantities in words.
 *
 * <p>Knows the result model and the statistics, but no figure, no drawing and no HTML.
 */
@NullMarked
package tare.reports.reading;

import org.jspecify.annotations.NullMarked;
