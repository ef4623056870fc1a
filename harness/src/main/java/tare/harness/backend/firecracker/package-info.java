/**
 * Firecracker: a Linux guest with next to no devices. Measured through it: what the program takes
 * from its start, over the four requests that make and start a machine, to the byte of the probe,
 * which is the guest's first process.
 *
 * <p>Knows no other room. The requests are those of the program's published description; nothing is
 * launched but what says that it is Firecracker.
 */
@NullMarked
package tare.harness.backend.firecracker;

import org.jspecify.annotations.NullMarked;
