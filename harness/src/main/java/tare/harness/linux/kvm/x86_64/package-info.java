/**
 * KVM's x86-64 part: structures of {@code arch/x86/include/uapi/asm/kvm.h}, and a guest that runs
 * at ring 3 from its first instruction.
 *
 * <p>Knows neither backends nor what a guest runs.
 */
@NullMarked
package tare.harness.linux.kvm.x86_64;

import org.jspecify.annotations.NullMarked;
