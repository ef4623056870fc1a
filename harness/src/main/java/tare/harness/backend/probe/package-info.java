/**
 * What the rooms share that start the probe by a tape of system calls: its file, its descriptors,
 * its first byte and its end.
 *
 * <p>Not a room: knows no key and no kind of isolation.
 */
@NullMarked
package tare.harness.backend.probe;

import org.jspecify.annotations.NullMarked;
