/**
 * crun, the runtime of podman's in C, by its own command line and a bundle that Tare writes.
 * Measured through it: what crun takes from {@code create} to the probe's byte after {@code start};
 * on a hybrid cgroup layout, which crun refuses, its private mount namespace too. Not measured: a
 * shim, a daemon, an image. Its network namespace has no devices but loopback.
 *
 * <p>Knows no other room, and changes nothing of the host's own mounts.
 */
@NullMarked
package tare.harness.backend.crun;

import org.jspecify.annotations.NullMarked;
