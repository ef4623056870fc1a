/**
 * Linux guests of QEMU's: command lines, what is said by QMP, consoles, and the driver of a guest
 * that boots. {@code stage.entered} is when QEMU let the virtual CPU go, by its own stamp on the
 * host's wall clock (QMP's event RESUME), put on the run's clock; it costs no message in the
 * measured path, since what QEMU is told lies in a FIFO before it starts.
 *
 * <p>A serial line is the leanest channel that there is: Debian's cloud kernel has virtio as
 * modules only, and no /dev/port.
 *
 * <p>Not a room: shared by those whose machines are QEMU's. A guest is ended as a machine is that
 * loses its power.
 */
@NullMarked
package tare.harness.backend.machine;

import org.jspecify.annotations.NullMarked;
