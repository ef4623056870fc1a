/**
 * The HTML page of one run: sections, tables and drawn figures, filled into templates.
 *
 * <p>Knows no drawing library and no host; reads nothing but the run that it is given.
 */
@NullMarked
package tare.reports.page;

import org.jspecify.annotations.NullMarked;
