package tare.harness.backend.guestkernel;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;

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

    /**
     * The names of the files beside it with the modules that a network card needs, one a line, in
     * the order in which they are loaded; empty where the package has none. Kernels that an older
     * Tare has unpacked lack it.
     */
    public static final String MODULES = "modules";

    /** Of all of them, in the form of sha256sum(1). */
    public static final String SUMS = "SHA256SUMS";

    /** How names begin of what is not there yet, or no longer: the cleaner takes it away. */
    private static final String ASIDE = "tare-";

    private static final String WITHOUT_MODULES =
            "without a network card's modules: an older Tare unpacked it";

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
                if (!entry.getFileName().toString().startsWith(ASIDE)
                        && Files.isRegularFile(entry.resolve(SUMS))
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

    /**
     * What is wrong with a kernel; reads all of it.
     *
     * @param kernel one of {@link #newest}
     * @return empty if its files are as its checksums say, and what a network card needs was looked
     *     for in its package
     */
    public Optional<String> fault(Path kernel) {
        return Sums.wrong(kernel.resolve(SUMS), IMAGE)
                .map(damage -> "damaged: " + damage)
                .or(
                        () ->
                                Files.isRegularFile(kernel.resolve(MODULES))
                                        ? Optional.empty()
                                        : Optional.of(WITHOUT_MODULES));
    }

    /**
     * The modules that a network card needs.
     *
     * @param kernel one of {@link #newest}
     * @return in the order in which they are loaded; none if they are not known
     */
    public static List<Path> modules(Path kernel) {
        try {
            List<Path> files = new ArrayList<>();
            for (String name : Files.readAllLines(kernel.resolve(MODULES))) {
                Path file = kernel.resolve(name);
                if (!kernel.equals(file.getParent()) || !Files.isReadable(file)) {
                    return List.of();
                }
                files.add(file);
            }
            return List.copyOf(files);
        } catch (IOException | InvalidPathException e) {
            return List.of();
        }
    }

    /** A file's SHA-256 in small hexadecimal digits. */
    public static String sha256(Path file) throws IOException {
        return Sums.sha256(file);
    }

    /**
     * Takes the kernel out of a package of Debian's. It is there as a whole or not at all, and
     * takes the place of one of the same name.
     *
     * @param name of its directory: package, version and architecture
     * @param archive the package's file
     * @param token unique on the host, begins with {@code tare-}
     * @param journal where what is half done is written down before it is made
     * @return its directory
     * @throws tare.harness.backend.LaunchException if the package has no kernel that can be used
     * @throws IOException if something cannot be written
     */
    public Path add(String name, Path archive, String token, Journal journal) throws IOException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9.+~:_%-]*")) {
            throw new IllegalArgumentException("no name for a kernel: " + name);
        }
        makeDirectories(directory);
        Path aside = directory.resolve(token);
        Journal.Entry entry = journal.intend(new Resource.Directory(aside));
        try {
            Path fresh = Files.createDirectories(aside.resolve("fresh"));
            fill(fresh, archive);
            Path place = directory.resolve(name);
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(place, aside.resolve("old"), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
            return place;
        } finally {
            remove(aside);
            entry.done();
        }
    }

    /**
     * Takes a kernel away.
     *
     * @param kernel one of {@link #newest}
     */
    public void discard(Path kernel) throws IOException {
        if (!directory.equals(kernel.getParent())) {
            throw new IllegalArgumentException("not of this store: " + kernel);
        }
        remove(kernel);
    }

    /** The list of checksums comes last: what has none is no kernel. */
    private static void fill(Path fresh, Path archive) throws IOException {
        Path image = fresh.resolve(IMAGE);
        KernelPackage debian = new KernelPackage(archive);
        debian.image(image);
        KernelImage kernel = KernelImage.read(image);
        if (!kernel.isElf()) {
            kernel.unpack(fresh.resolve(ELF));
        }
        List<String> modules = debian.cardModules(fresh);
        Files.write(fresh.resolve(MODULES), modules);
        List<String> summed = new ArrayList<>(List.of(IMAGE, ELF, MODULES));
        summed.addAll(modules);
        Files.writeString(fresh.resolve(SUMS), Sums.of(fresh, summed));
        // Whatever the umask is: guests are started without root, too.
        try (DirectoryStream<Path> files = Files.newDirectoryStream(fresh)) {
            for (Path file : files) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
        open(fresh);
    }

    private static void makeDirectories(Path wanted) throws IOException {
        Path parent = wanted.getParent();
        if (Files.isDirectory(wanted)) {
            return;
        }
        if (parent != null) {
            makeDirectories(parent);
        }
        Files.createDirectories(wanted);
        open(wanted);
    }

    private static void open(Path made) throws IOException {
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(tree)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
