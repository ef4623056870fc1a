/**
 * Cloud Hypervisor: a Linux guest that is entered by PVH. Measured through it: what the program
 * takes from its start, over the two requests that make and boot a machine, to the byte of the
 * probe, which is the guest's first process.
 *
 * <p>Knows no other room. The requests are those of the program's published description; nothing is
 * launched but what says that it is Cloud Hypervisor.
 */
@NullMarked
package tare.harness.backend.cloudhypervisor;

import org.jspecify.annotations.NullMarked;
