/**
 * What {@code tare setup} does: which Debian package drives which backend, and how it comes onto
 * the host without starting anything there.
 *
 * <p>Asks and prints nothing, and changes nothing on the host but by the system's package manager,
 * and by unpacking a kernel for guests where Tare keeps them.
 */
@NullMarked
package tare.harness.setup;

import org.jspecify.annotations.NullMarked;
