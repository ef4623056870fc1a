/**
 * Scenario files: YAML in, {@link tare.simulators.scenario.Scenario} out, with file, line and key
 * of what is wrong.
 *
 * <p>The only package of the simulators that knows Jackson. Reads the file that it is given and the
 * project's own resources.
 */
@NullMarked
package tare.simulators.scenario.file;

import org.jspecify.annotations.NullMarked;
