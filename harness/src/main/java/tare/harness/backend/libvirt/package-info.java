/**
 * libvirt: one API over QEMU, LXC, Xen, ESX and others, by libvirt-java. Measured through it: what
 * libvirt takes to make a transient domain (createXML) and what the guest takes until the probe's
 * byte, with a daemon that Tare starts for itself. Not measured: the daemon's start, an image, a
 * network, a domain that is defined beforehand.
 *
 * <p>Knows no other room. The only package with {@code org.libvirt}, which calls libvirt's C
 * library through JNA; it is loaded when the first connection is made and not before. Every call is
 * made by a thread of the connection's own and is waited for no longer than its bound.
 */
@NullMarked
package tare.harness.backend.libvirt;

import org.jspecify.annotations.NullMarked;
