/**
 * QEMU with a Linux guest, booted cold. Measured through it: what QEMU takes from its start to the
 * byte of the probe, which is the guest's first process, over a serial line that is bound to pipes.
 *
 * <p>Knows no other room; what the machines of QEMU's share is {@code backend.machine}.
 */
@NullMarked
package tare.harness.backend.qemu;

import org.jspecify.annotations.NullMarked;
