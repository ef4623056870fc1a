/**
 * The kernel that Linux guests boot: one that the user names, or the one that {@code tare setup}
 * has unpacked, as the image that it is and as the ELF file within; and how it comes out of a
 * package of Debian's.
 *
 * <p>Not a room: knows no key and no machine. Starts nothing and fetches nothing.
 */
@NullMarked
package tare.harness.backend.guestkernel;

import org.jspecify.annotations.NullMarked;
