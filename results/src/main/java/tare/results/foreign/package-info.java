/**
 * Results in the forms of other tools: JMH's JSON and HdrHistogram's log both ways, CSV both ways,
 * and OpenMetrics text.
 *
 * <p>What others wrote is never trusted: it is read from front to back, in bounded memory. Knows
 * nothing of how a result is measured, compared or drawn.
 */
@NullMarked
package tare.results.foreign;

import org.jspecify.annotations.NullMarked;
