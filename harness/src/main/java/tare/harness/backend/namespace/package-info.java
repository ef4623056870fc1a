/**
 * A container runtime of Tare's own: the probe in namespaces, with its own root, without
 * capabilities, under a seccomp filter and within limits, by one tape of system calls. Measured
 * through it: what the kernel takes for each part of a container, with no runtime or daemon around
 * it; each part can be left out by the key. Not measured: images, networks, a daemon.
 *
 * <p>Knows no other room.
 */
@NullMarked
package tare.harness.backend.namespace;

import org.jspecify.annotations.NullMarked;
