package tare.harness.backend.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.guestkernel.GuestKernel;

/**
 * What a guest and its QEMU get of what was declared.
 *
 * @param guestBytes the guest's memory
 */
public record Resources(long guestBytes) {

    /** Translated code, buffers, and the kernel's file while it is loaded. */
    private static final long OWN_BYTES = 320L << 20;

    /** QEMU's threads. */
    private static final int OWN_TASKS = 64;

    /** At least what a kernel needs. */
    public static Resources of(InstanceSpec declared) {
        return new Resources(Math.max(GuestKernel.LEAST_MEMORY_BYTES, declared.memoryLimitBytes()));
    }

    /** The same for a guest with so many times the memory. */
    Resources times(int factor) {
        return new Resources(factor * guestBytes);
    }

    /** For guest and QEMU together. */
    public InstanceSpec limits(InstanceSpec declared) {
        return new InstanceSpec(
                declared.name(),
                declared.spinNanos(),
                guestBytes + OWN_BYTES,
                Math.max(OWN_TASKS, declared.maximumTasks()),
                declared.cpus(),
                declared.deadline(),
                declared.program());
    }

    /**
     * A guest that has no room for what it is given says nothing that helps.
     *
     * @throws LaunchException if the archive does not fit
     */
    void check(Path archive) {
        try {
            // Twice: the archive itself, and what is unpacked from it.
            long needed = GuestKernel.LEAST_MEMORY_BYTES / 2 + 2 * Files.size(archive);
            if (guestBytes < needed) {
                throw new LaunchException(
                        "guest memory",
                        guestBytes
                                + " bytes are too few for a kernel and an initramfs of "
                                + Files.size(archive),
                        "declare at least " + needed + " bytes of memory",
                        null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + archive, e);
        }
    }
}
