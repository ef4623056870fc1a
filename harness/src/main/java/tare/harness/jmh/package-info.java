/**
 * The launch path as a JMH benchmark, one fork per round and backend, and the link to that fork.
 *
 * <p>The only room that knows JMH; knows backends by their contract only.
 */
@NullMarked
package tare.harness.jmh;

import org.jspecify.annotations.NullMarked;
