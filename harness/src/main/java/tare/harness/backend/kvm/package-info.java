/**
 * The bare KVM guest: a virtual machine of one vCPU and two touched pages that stores one byte to
 * an address without memory. Measured through it: what KVM itself takes, from KVM_CREATE_VM to the
 * exit that the guest's store causes. Not measured: any VMM's devices, firmware or guest kernel,
 * which is why this is never called a VM; nor opening {@code /dev/kvm} and asking what it supports,
 * which is done once per backend and kept, as any VMM that starts many guests would.
 *
 * <p>The guest's first instruction leaves no trace on the host before its first store, so the stage
 * {@code entered} is unseen. The vCPU runs on Tare's own thread, so there is no child whose CPU
 * time could be told apart: the thread's time from t0 to ready contains the guest's.
 *
 * <p>KVM_CREATE_VM locks every mapping of the process that calls it, some 0.3 µs each: a JVM, with
 * its 200, pays some 60 µs that a small VMM written in C does not.
 *
 * <p>Payload kernels run in a guest of their own kind, with more memory, at ring 3 and, to show
 * what the host's KVM is, at ring 0.
 *
 * <p>Knows no other room.
 */
@NullMarked
package tare.harness.backend.kvm;

import org.jspecify.annotations.NullMarked;
