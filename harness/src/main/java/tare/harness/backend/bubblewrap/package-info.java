/**
 * bubblewrap, the sandbox below Flatpak: one program that makes namespaces, a root and the process
 * in them, with nothing on disk and no daemon. Measured through it: what that program takes from
 * its start to the probe's byte. It makes no control groups: those are Tare's own, as in the room
 * of namespaces, and bubblewrap's waiting process is in them beside the probe. Without root it
 * makes a user namespace too, and there are no limits.
 *
 * <p>Knows no other room.
 */
@NullMarked
package tare.harness.backend.bubblewrap;

import org.jspecify.annotations.NullMarked;
