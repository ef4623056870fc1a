package tare.harness.backend.nested;

import java.util.Optional;
import tare.harness.backend.Availability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.initramfs.Initramfs;

/**
 * A kind of container that is started in guests: the first part of the keys here. What is asked of
 * the agent is in {@link tare.workloads.agent}'s words.
 */
sealed interface Inner permits NamespaceInner, RuncInner {

    /** Of the backend that starts the same on the host, for example {@code namespace}. */
    String key();

    /** What it is, up to the guest that it is in. */
    String description();

    /** What it misses on this host. */
    Optional<Availability.Unavailable> obstacle();

    /** What a guest for it begins with, the agent as its first process. */
    Initramfs initramfs();

    /** What a failure of its start says can be done; may be empty. */
    String remedy(String words);

    /** Of the guest's memory, for what starts and holds containers, beside the kernel. */
    long memoryBytes();

    /** The request that lays the ground for it, once in each guest. */
    String laying();

    /** How many are started and ended in a guest before the first that counts. */
    int rehearsals();

    /** The request before the clock starts; empty if there is none. */
    Optional<String> preparing(int id, InstanceSpec spec);

    /** The request that starts it. */
    String starting(int id, InstanceSpec spec);
}
