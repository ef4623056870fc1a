/**
 * Starts at the times of a timetable, whatever becomes of those before, by several launchers at
 * once: each is a JVM of its own that is told rates and answers with what became of its starts.
 *
 * <p>Knows backends by their contract only, and no experiment.
 */
@NullMarked
package tare.harness.storm;

import org.jspecify.annotations.NullMarked;
