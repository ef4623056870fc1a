/**
 * Figures of other programs that Tare's own are held against, as data files with their sources.
 *
 * <p>Here, and not where they are shown, because tests of models, reports and documents read them
 * too: there is one copy. Knows nothing of results, and judges nothing.
 */
@NullMarked
package tare.results.published;

import org.jspecify.annotations.NullMarked;
