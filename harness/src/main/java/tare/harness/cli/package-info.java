/**
 * The command line: options in, words and exit codes out.
 *
 * <p>The only room that prints and exits; nobody imports it, and it measures nothing itself.
 */
@NullMarked
package tare.harness.cli;

import org.jspecify.annotations.NullMarked;
