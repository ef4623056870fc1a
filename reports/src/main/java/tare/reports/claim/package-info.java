/**
 * What a run answers, in sentences: one per subject, as pure functions of the figures.
 *
 * <p>Knows no drawing and no HTML.
 */
@NullMarked
package tare.reports.claim;

import org.jspecify.annotations.NullMarked;
