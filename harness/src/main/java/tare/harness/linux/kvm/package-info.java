/**
 * KVM as {@code include/uapi/linux/kvm.h} (Linux 6.18) has it: the device, a virtual machine, a
 * vCPU, and their structures under the kernel's names.
 *
 * <p>Knows neither backends nor what a guest runs; an architecture's own part lies in the package
 * named after it.
 */
@NullMarked
package tare.harness.linux.kvm;

import org.jspecify.annotations.NullMarked;
