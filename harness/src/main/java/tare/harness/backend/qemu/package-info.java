/**
 * QEMU with a Linux guest. Measured through it: what QEMU takes from its start to the byte of the
 * probe, which is the guest's first process, over a serial line that is bound to pipes. {@code
 * stage.entered} is when QEMU let the virtual CPU go, by its own stamp on the host's wall clock
 * (QMP's event RESUME), put on the run's clock; it costs no message in the measured path, since
 * what QEMU is told lies in a FIFO before it starts.
 *
 * <p>A serial line is the leanest channel that there is: Debian's cloud kernel has virtio as
 * modules only, and no /dev/port.
 *
 * <p>Knows no other room. A guest is ended as a machine is that loses its power.
 */
@NullMarked
package tare.harness.backend.qemu;

import org.jspecify.annotations.NullMarked;
