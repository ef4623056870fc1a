/**
 * Linux guests of QEMU's: command lines, what is said by QMP, consoles, and the driver of a guest
 * that boots. {@code stage.entered} is when the host sees that QEMU let the virtual CPU go (QMP's
 * event RESUME); what QEMU is told lies in a FIFO before it starts.
 *
 * <p>A serial line is the leanest channel that there is: Debian's cloud kernel has virtio as
 * modules only, and no /dev/port. A network card is there for those alone who ask for it.
 *
 * <p>Not a room: shared by those whose machines are QEMU's. A guest is ended as a machine is that
 * loses its power.
 */
@NullMarked
package tare.harness.backend.machine;

import org.jspecify.annotations.NullMarked;
