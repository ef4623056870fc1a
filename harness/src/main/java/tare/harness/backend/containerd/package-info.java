/**
 * containerd, by its client ctr and a daemon that Tare starts for itself. Measured through it:
 * {@code ctr run}, from the client's execve by the daemon, a snapshot, the shim and runc to the
 * probe's byte. Not measured: the daemon's own start and memory. Its root, state, socket and
 * namespace are the run's own, and it runs in a mount namespace of its own, so that what it would
 * share through {@code /run/containerd} with every other containerd lies in the run's directory.
 *
 * <p>Knows no other room.
 */
@NullMarked
package tare.harness.backend.containerd;

import org.jspecify.annotations.NullMarked;
