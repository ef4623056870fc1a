/**
 * The initial file system of Linux guests: an archive (cpio, newc) with the probe, the agent or the
 * starter as {@code /init}, equal to the byte wherever and whenever it is written from the same
 * files; and what a program of the host's needs to start in one.
 *
 * <p>Not a room: knows no key and no machine. What a guest's kernel is told is the rooms' own.
 */
@NullMarked
package tare.harness.backend.initramfs;

import org.jspecify.annotations.NullMarked;
