/**
 * The bare KVM guest, frozen and forked. A parent writes a pattern over 64 MiB and is frozen: its
 * memory becomes a file that the kernel seals against every writer, its vCPU's state is saved. An
 * instance goes on from there, with the frozen memory mapped privately (copy on write). Its first
 * act is the checksum of what the parent wrote, put together from memory, a general and a vector
 * register; anything else is no ready. {@code kvm-fork} is a new machine for each instance, {@code
 * kvm-rewind} a machine that ran before and is put back to the template.
 *
 * <p>Not measured: making the parent, which is done once per backend; any VMM's devices or a guest
 * kernel, which is why this says nothing about the forking of VMs. The stage {@code stopped} of
 * {@code kvm-rewind} is the guest's return to the backend, which keeps one machine for the next.
 *
 * <p>Knows no other room.
 */
@NullMarked
package tare.harness.backend.kvmfork;

import org.jspecify.annotations.NullMarked;
