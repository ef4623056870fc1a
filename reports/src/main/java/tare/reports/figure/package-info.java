/**
 * What is shown: curves, bars, trails, fits and tables as plain data with titles and scales.
 *
 * <p>Knows no drawing library and no HTML.
 */
@NullMarked
package tare.reports.figure;

import org.jspecify.annotations.NullMarked;
