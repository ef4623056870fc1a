package tare.harness.backend.guestkernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import tare.harness.backend.LaunchException;

/**
 * A package of Debian's with a kernel in it: an archive of ar(5) whose member {@code data.tar},
 * packed or not, has the files; deb(5). Of these the kernel's image alone is taken.
 */
final class KernelPackage {

    private static final String STEP = "unpack the kernel's package";

    /** The largest image that counts as one. */
    private static final long LARGEST_BYTES = 1L << 30;

    /** What xz's largest preset, -9, takes to unpack. */
    private static final int MEMORY_KIBIBYTES = 80 << 10;

    private final Path file;

    KernelPackage(Path file) {
        this.file = file;
    }

    /**
     * Takes the image out.
     *
     * @param target is written anew
     * @throws LaunchException if the package is damaged, or has no kernel
     * @throws IOException if the target cannot be written
     */
    void image(Path target) throws IOException {
        try (ArArchiveInputStream members = new ArArchiveInputStream(Files.newInputStream(file))) {
            TarArchiveInputStream files = files(members);
            TarArchiveEntry entry = kernel(files);
            try (OutputStream out = Files.newOutputStream(target)) {
                long copied = Unpacking.copy(files, out, LARGEST_BYTES, this::damaged);
                if (copied != entry.getSize()) {
                    throw damaged(
                            new IOException(copied + " bytes of a kernel of " + entry.getSize()));
                }
            }
        }
    }

    /** Closed with what it reads from. */
    private TarArchiveInputStream files(ArArchiveInputStream members) {
        try {
            ArArchiveEntry member = members.getNextEntry();
            while (member != null && !member.getName().startsWith("data.tar")) {
                member = members.getNextEntry();
            }
            if (member == null) {
                throw new IOException("it has no data.tar");
            }
            return new TarArchiveInputStream(unpacked(member.getName(), members));
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private static InputStream unpacked(String name, InputStream member) throws IOException {
        return switch (name) {
            case "data.tar" -> member;
            case "data.tar.gz" -> new GZIPInputStream(member);
            case "data.tar.xz" ->
                    XZCompressorInputStream.builder()
                            .setInputStream(member)
                            .setMemoryLimitKiB(MEMORY_KIBIBYTES)
                            .get();
            default -> throw new IOException(name + " is packed in a way that Tare does not undo");
        };
    }

    private TarArchiveEntry kernel(TarArchiveInputStream files) {
        try {
            TarArchiveEntry entry = files.getNextEntry();
            while (entry != null) {
                if (entry.isFile() && entry.getName().matches("(\\./)?boot/vmlinuz-[^/]+")) {
                    return entry;
                }
                entry = files.getNextEntry();
            }
            throw new IOException("it has no boot/vmlinuz-*");
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private LaunchException damaged(Exception e) {
        return new LaunchException(
                STEP,
                file.getFileName() + " is no package with a kernel: " + e.getMessage(),
                "apt-get update, then tare setup again",
                e);
    }
}
