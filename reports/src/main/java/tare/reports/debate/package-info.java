/**
 * What was said of containers and virtual machines, judged by a run: claims and their rules come
 * from the file {@code claims.txt} beside this package.
 *
 * <p>Knows readings alone: no figure, no drawing and no HTML. A verdict never says more than the
 * intervals bear.
 */
@NullMarked
package tare.reports.debate;

import org.jspecify.annotations.NullMarked;
