/**
 * LXC, the oldest container runtime that is still around, by {@code lxc-start} in the foreground
 * and a configuration that Tare writes. Measured through it: what LXC takes to make its control
 * groups in every tree, the namespaces and the root, and to start the probe as process 1, with
 * nothing that answers to the name of init between. Not measured: an image, a network, LXD.
 *
 * <p>Knows no other room. It runs in a mount namespace of its own with an empty /run, since LXC
 * leaves locks there when it is killed.
 */
@NullMarked
package tare.harness.backend.lxc;

import org.jspecify.annotations.NullMarked;
