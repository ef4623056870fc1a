package tare.harness.backend.guestkernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.LaunchException;

/**
 * A package of Debian's with a kernel in it: an archive of ar(5) whose member {@code data.tar},
 * packed or not, has the files; deb(5). Of these the kernel's image is taken, and the modules that
 * a guest's network card needs.
 */
final class KernelPackage {

    private static final String STEP = "unpack the kernel's package";

    /** The largest image that counts as one. */
    private static final long LARGEST_BYTES = 1L << 30;

    /** What xz's largest preset, -9, takes to unpack. */
    private static final int MEMORY_KIBIBYTES = 80 << 10;

    private static final Pattern IMAGE = Pattern.compile("(\\./)?boot/vmlinuz-[^/]+");

    private static final Pattern MODULE =
            Pattern.compile(
                    "(?:\\./)?(?:usr/)?lib/modules/.+/([A-Za-z0-9_-]{1,64})\\.ko(\\.xz|\\.gz)?");

    /** The largest of Debian's that is wanted here has 0.2 MB. */
    private static final int LARGEST_MODULE_BYTES = 16 << 20;

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
            TarArchiveEntry entry = next(files, IMAGE);
            if (entry == null) {
                throw damaged(new IOException("it has no boot/vmlinuz-*"));
            }
            try (OutputStream out = Files.newOutputStream(target)) {
                long copied = Unpacking.copy(files, out, LARGEST_BYTES, this::damaged);
                if (copied != entry.getSize()) {
                    throw damaged(
                            new IOException(copied + " bytes of a kernel of " + entry.getSize()));
                }
            }
        }
    }

    /**
     * Takes the modules out that a network card needs, unpacked.
     *
     * @param directory gets them
     * @return the files' names, in an order in which they can be loaded; none if the package lacks
     *     one
     * @throws LaunchException if the package is damaged
     * @throws IOException if they cannot be written
     */
    List<String> cardModules(Path directory) throws IOException {
        CardModules modules = new CardModules(directory);
        int before;
        // A module may lie before the one that is seen to need it, and is found the next time.
        do {
            before = modules.count();
            look(modules);
        } while (modules.count() > before);
        return modules.loadable();
    }

    private void look(CardModules modules) throws IOException {
        try (ArArchiveInputStream members = new ArArchiveInputStream(Files.newInputStream(file))) {
            TarArchiveInputStream files = files(members);
            for (TarArchiveEntry entry = next(files, MODULE);
                    entry != null;
                    entry = next(files, MODULE)) {
                Matcher name = MODULE.matcher(entry.getName());
                String module = name.matches() ? ModuleFile.underscored(name.group(1)) : "";
                if (modules.wants(module)) {
                    byte[] content = content(entry.getName(), files);
                    modules.keep(module, content, needs(entry.getName(), content));
                }
            }
        }
    }

    private byte[] content(String name, TarArchiveInputStream files) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        InputStream unpacked;
        try {
            // Not closed, for the archive goes on behind it.
            unpacked = unpacked(name, files);
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
        Unpacking.copy(unpacked, content, LARGEST_MODULE_BYTES, this::damaged);
        return content.toByteArray();
    }

    private List<String> needs(String name, byte[] content) {
        try {
            return new ModuleFile(content).needs();
        } catch (IOException e) {
            throw damaged(new IOException(name + ": " + e.getMessage(), e));
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
            if (!member.getName().matches("data\\.tar(\\.gz|\\.xz)?")) {
                throw new IOException(
                        member.getName() + " is packed in a way that Tare does not undo");
            }
            return new TarArchiveInputStream(unpacked(member.getName(), members));
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    /** By the end of its name. */
    private static InputStream unpacked(String name, InputStream packed) throws IOException {
        if (name.endsWith(".gz")) {
            return new GZIPInputStream(packed);
        }
        return name.endsWith(".xz")
                ? XZCompressorInputStream.builder()
                        .setInputStream(packed)
                        .setMemoryLimitKiB(MEMORY_KIBIBYTES)
                        .get()
                : packed;
    }

    /** The next file of such a path; null at the end. */
    private @Nullable TarArchiveEntry next(TarArchiveInputStream files, Pattern path) {
        try {
            TarArchiveEntry entry = files.getNextEntry();
            while (entry != null && !(entry.isFile() && path.matcher(entry.getName()).matches())) {
                entry = files.getNextEntry();
            }
            return entry;
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
