/**
 * KVM's aarch64 part: structures of {@code arch/arm64/include/uapi/asm/kvm.h}, and a guest that
 * runs at EL1 from its first instruction. Layouts are tested against the kernel's headers; it has
 * not run on a real Arm host yet.
 *
 * <p>Knows neither backends nor what a guest runs.
 */
@NullMarked
package tare.harness.linux.kvm.aarch64;

import org.jspecify.annotations.NullMarked;
