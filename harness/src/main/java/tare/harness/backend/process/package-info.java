/**
 * The bare baseline that all else is weighed against: the probe by clone and execve, with no
 * isolation at all. Measured through it: what the kernel takes for a process, and the cost of the
 * launch path that the {@code namespace} room shares. Not measured: a shell, a C library, loading.
 *
 * <p>Knows no other room.
 */
@NullMarked
package tare.harness.backend.process;

import org.jspecify.annotations.NullMarked;
