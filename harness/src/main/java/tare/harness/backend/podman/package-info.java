/**
 * podman, which needs no daemon, by its own command line. Measured through it: {@code podman run}
 * with its conmon and the runtime below it, a container's storage from an image included. Its
 * roots, locks and configuration are the run's own, its programs run in a mount namespace of their
 * own (what they would write below {@code /run} and {@code /var/lib} lies in the run's directory,
 * and their mounts go with them); the host's containers are neither seen nor touched.
 *
 * <p>Knows no other room.
 */
@NullMarked
package tare.harness.backend.podman;

import org.jspecify.annotations.NullMarked;
