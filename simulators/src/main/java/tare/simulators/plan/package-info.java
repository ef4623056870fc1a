/**
 * The cheapest fleet within an SLA: all that can be chosen, judged one by one.
 *
 * <p>Pure functions of a question; knows no file, no clock and no thread.
 */
@NullMarked
package tare.simulators.plan;

import org.jspecify.annotations.NullMarked;
