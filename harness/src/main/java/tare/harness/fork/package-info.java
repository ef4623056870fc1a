/**
 * JVMs that launch instances on the driver's behalf: what they are told, how they report, how they
 * end when the driver does.
 *
 * <p>Knows backends by their contract only, and neither experiments nor JMH.
 */
@NullMarked
package tare.harness.fork;

import org.jspecify.annotations.NullMarked;
