package tare.harness.backend.guestkernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import tare.harness.backend.Availability;
import tare.harness.backend.BackendContext;
import tare.harness.backend.LaunchException;

/**
 * A kernel for guests.
 *
 * @param image absolute: a compressed image with a boot header, or an ELF file
 * @param unpacked the ELF file within it, absolute, if it lies beside it already
 * @param modules that a network card needs, in the order in which they are loaded; none if they are
 *     not known, as those of a kernel that the user names
 * @param directory of the run, private, for the ELF file otherwise
 */
public record GuestKernel(Path image, Optional<Path> unpacked, List<Path> modules, Path directory) {

    /** The plan's parameter that names a kernel; {@code --kernel} on the command line. */
    public static final String SETTING = BackendContext.SETTING + "kernel";

    /** A distribution's kernel does not boot in the 64 MiB that are declared for others. */
    public static final long LEAST_MEMORY_BYTES = 128L << 20;

    /**
     * What every kernel is told, to leave out what takes time and is of no use here: auditing,
     * security modules, waiting for entropy, tests of ciphers, certificates, lists for tracing.
     */
    public static final String LEAN =
            "audit=0 lsm= random.trust_cpu=on"
                    + " initcall_blacklist=crypto_algapi_init,load_system_certificate_list,"
                    + "init_kprobe_trace,init_encrypted";

    /** For one without the modules that a network card needs. */
    public static final String CARD_REMEDY = "tare setup qemu, and no --kernel FILE";

    /** What there is for {@code tare setup} to unpack. */
    public static final String REMEDY = "tare setup qemu, or give one with --kernel FILE";

    public GuestKernel {
        modules = List.copyOf(modules);
    }

    /** The one that the user names, or that {@code tare setup} has unpacked; empty if neither. */
    public static Optional<GuestKernel> find(BackendContext context, KernelStore store) {
        String named = context.settings().get(SETTING);
        Path directory = context.directory().toAbsolutePath();
        if (named != null) {
            return path(named)
                    .map(file -> new GuestKernel(file, Optional.empty(), List.of(), directory));
        }
        return store.newest()
                .map(
                        at ->
                                new GuestKernel(
                                        at.resolve(KernelStore.IMAGE),
                                        Optional.of(at.resolve(KernelStore.ELF))
                                                .filter(Files::isReadable),
                                        KernelStore.modules(at),
                                        directory));
    }

    private static Optional<Path> path(String named) {
        try {
            return Optional.of(Path.of(named).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Why a guest could not boot it; empty if nothing is known against it. Reads its head. */
    public Optional<Availability.Unavailable> obstacle() {
        try {
            KernelImage.read(image);
            return Optional.empty();
        } catch (LaunchException e) {
            return Optional.of(new Availability.Unavailable(e.summary(), e.remedy()));
        }
    }

    /**
     * The ELF file, for the entry by PVH and for VMMs that load nothing else.
     *
     * @return absolute
     * @throws LaunchException if the image is no kernel, or is packed in a way that Tare cannot
     *     undo
     */
    public Path elf() {
        if (unpacked.isPresent()) {
            return unpacked.get();
        }
        KernelImage kernel = KernelImage.read(image);
        if (kernel.isElf()) {
            return image;
        }
        Path file =
                directory.resolve(KernelStore.ELF + "-" + Integer.toHexString(image.hashCode()));
        try {
            if (!Files.exists(file)) {
                // There as a whole or not at all: forks of one run may come here together.
                Path aside =
                        Files.createTempFile(
                                directory,
                                "vmlinux-",
                                "",
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rw-------")));
                try {
                    kernel.unpack(aside);
                    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Files.deleteIfExists(aside);
                }
            }
            return file;
        } catch (IOException e) {
            throw new LaunchException(
                    "unpack the kernel",
                    "cannot write " + file + ": " + e.getMessage(),
                    "free space: the file needs some 60 MB",
                    e);
        }
    }
}
