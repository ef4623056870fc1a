/**
 * Containers in VMs on hosts, against the same containers on the hosts themselves: the engine run
 * twice, the VMs that the first needs being the instances of the second.
 *
 * <p>Knows the engine by its cases and outcomes only.
 */
@NullMarked
package tare.simulators.twolevel;

import org.jspecify.annotations.NullMarked;
