/**
 * Docker through its Engine API: a container of the default seccomp profile, all capabilities
 * dropped, no_new_privs, a read-only root, limits on memory and tasks. Measured through it: what
 * the daemon, containerd, its shim and runc take together, from the request to create until the
 * probe's byte; and, where the daemon is Tare's own, how that falls apart, by recorders in the
 * places of shim and runc. Not measured: an image of any size, a registry, a bridge, the start of
 * the daemon.
 *
 * <p>Knows no other room. The only package with docker-java and with archives, both of which are
 * loaded when the first instance is prepared and not before.
 */
@NullMarked
package tare.harness.backend.docker;

import org.jspecify.annotations.NullMarked;
