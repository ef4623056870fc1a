/**
 * User-Mode Linux: a guest kernel that is a process of the host's, for hosts without KVM. Measured
 * through it: what {@code linux.uml} takes from its start to the byte of the probe, which is the
 * guest's first process, over a serial line that is bound to pipes.
 *
 * <p>Knows no other room. The guest's whole tree of processes lies in a pid namespace of its own,
 * so that nothing outlives its first; its memory's file, its directory and its socket lie in a file
 * system of its mount namespace, so that nothing outlives its last.
 */
@NullMarked
package tare.harness.backend.uml;

import org.jspecify.annotations.NullMarked;
