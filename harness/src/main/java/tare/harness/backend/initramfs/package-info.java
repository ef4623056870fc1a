/**
 * The initial file system of Linux guests: an archive (cpio, newc) with the probe or the agent as
 * {@code /init}, equal to the byte wherever and whenever it is written.
 *
 * <p>Not a room: knows no key and no machine. What a guest's kernel is told is the rooms' own.
 */
@NullMarked
package tare.harness.backend.initramfs;

import org.jspecify.annotations.NullMarked;
