/**
 * gVisor: a kernel in user space between the probe and the host's, by runsc's own command line and
 * a bundle that Tare writes. Measured through it: {@code runsc run}, from its execve to the probe's
 * byte, and from the hang-up to runsc's own clean-up. {@code create}, {@code start} and {@code
 * delete} are not used: {@code delete} polls, and takes 1.8 s where {@code run} takes 9 ms.
 *
 * <p>Knows no other room. A platform is never replaced by another: what its key names is on.
 */
@NullMarked
package tare.harness.backend.gvisor;

import org.jspecify.annotations.NullMarked;
