/**
 * Guests of User-Mode Linux: how {@code linux.uml} is started, whatever is the guest's first
 * process. The guest's whole tree of processes lies in a pid namespace of its own, so that nothing
 * outlives its first; its memory's file, its directory and its socket lie in a file system of its
 * mount namespace, so that nothing outlives its last.
 *
 * <p>Not a room: the rooms {@code uml}, and {@code nested} for containers inside, hand in what is
 * to run.
 */
@NullMarked
package tare.harness.backend.usermode;

import org.jspecify.annotations.NullMarked;
