/**
 * Bare KVM guests: some code, two MiB of memory and a vCPU; no operating system, no devices.
 *
 * <p>Chooses the architecture's part; knows neither backends nor the code that it runs.
 */
@NullMarked
package tare.harness.linux.kvm.bare;

import org.jspecify.annotations.NullMarked;
