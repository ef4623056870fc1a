/**
 * User-Mode Linux: a guest kernel that is a process of the host's, for hosts without KVM. Measured
 * through it: what {@code linux.uml} takes from its start to the byte of the probe, which is the
 * guest's first process, over a serial line that is bound to pipes.
 *
 * <p>Knows no other room; how such a guest is started is in {@code backend.usermode}, which others
 * share.
 */
@NullMarked
package tare.harness.backend.uml;

import org.jspecify.annotations.NullMarked;
