/**
 * What is asked of a backend: an experiment turns one step of the plan into cells' fragments.
 *
 * <p>Knows backends by their contract only, and nothing of the command line.
 */
@NullMarked
package tare.harness.experiment;

import org.jspecify.annotations.NullMarked;
