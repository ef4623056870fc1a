/**
 * Live migration of a machine: how long it takes, how long the machine stands still, and how much
 * goes over the network, for one and for many at once.
 *
 * <p>Formulas alone: seconds, bytes, bytes per second. Knows no other package.
 *
 * <p>Sources: Clark et al., "Live Migration of Virtual Machines", NSDI 2005; QEMU's migration
 * parameters; Hines, Gopalan, "Post-copy based live virtual machine migration", VEE 2009.
 */
@NullMarked
package tare.simulators.migration;

import org.jspecify.annotations.NullMarked;
