package tare.harness.backend.guestkernel;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where kernels for guests lie that {@code tare setup} has unpacked: one directory each, named by
 * its package and version, everybody's to read. Nothing in it is installed: no boot loader knows
 * it.
 */
public final class KernelStore {

    /** The image as the package has it. */
    public static final String IMAGE = "vmlinuz";

    /** The ELF file within the image; not there where the image holds none. */
    public static final String ELF = "vmlinux";

    /** Of both, in the form of sha256sum(1). */
    public static final String SUMS = "SHA256SUMS";

    private static final Path LIVE = Path.of("/var/cache/tare/kernels");

    private final Path directory;

    /**
     * @param directory need not exist
     */
    public KernelStore(Path directory) {
        this.directory = directory;
    }

    /** This host's. */
    public static KernelStore live() {
        return new KernelStore(LIVE);
    }

    public Path directory() {
        return directory;
    }

    /** The kernel that was unpacked last, and as a whole. */
    public Optional<Path> newest() {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry.resolve(SUMS))
                        && Files.isReadable(entry.resolve(IMAGE))) {
                    found.add(entry);
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return found.stream()
                .max(
                        Comparator.comparingLong(
                                        (Path at) -> at.resolve(SUMS).toFile().lastModified())
                                .thenComparing(Comparator.naturalOrder()));
    }
}
