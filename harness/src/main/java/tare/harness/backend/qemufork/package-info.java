/**
 * Guests of QEMU's that do not boot but go on: {@code qemu-fork} rebuilds with stock QEMU what
 * VMware's Project Fargo did, {@code qemu-restore} is the restoring of a full snapshot beside it. A
 * parent boots once for all launches of a JVM, outside of every figure, and is saved: for the fork
 * its memory is a file in memory that it shares, and only the devices' state is written. The parent
 * is never continued; when it has ended its memory is sealed against every writer.
 *
 * <p>Measured: from the start of a QEMU that maps that memory privately (copy on write), or reads
 * all of it back, until the guest has an identity of its own, which is its first act: entropy and a
 * new seed for its random numbers, a host name, an address for its network card; it answers when it
 * has all of them. The card has nothing behind it, and is there if its modules are known. A guest
 * is told once QEMU says that it runs ({@code stage.entered}), since what came before that would be
 * lost with the state of the serial line that is loaded.
 *
 * <p>Knows no other room.
 */
@NullMarked
package tare.harness.backend.qemufork;

import org.jspecify.annotations.NullMarked;
