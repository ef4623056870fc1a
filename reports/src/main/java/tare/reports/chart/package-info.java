/**
 * Draws figures as SVG text: JFreeChart lays out, Batik writes.
 *
 * <p>Knows figures alone: no run, no statistics and no HTML page. Only here is JFreeChart or Batik
 * imported.
 */
@NullMarked
package tare.reports.chart;

import org.jspecify.annotations.NullMarked;
