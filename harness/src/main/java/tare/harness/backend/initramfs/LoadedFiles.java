package tare.harness.backend.initramfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be there for a program to start: itself, its loader, and the libraries that the
 * loader finds, as {@code ld.so} does without a cache.
 *
 * @param directories where libraries are looked for, in this order
 */
public record LoadedFiles(List<Path> directories) {

    /** Where loaders of Linux distributions for x86-64 look by themselves. */
    public static final List<Path> DIRECTORIES =
            List.of(
                    Path.of("/lib/x86_64-linux-gnu"),
                    Path.of("/usr/lib/x86_64-linux-gnu"),
                    Path.of("/lib64"),
                    Path.of("/usr/lib64"),
                    Path.of("/lib"),
                    Path.of("/usr/lib"));

    public LoadedFiles {
        directories = List.copyOf(directories);
    }

    /**
     * The files by the paths at which they have to be, the program first; what stands there may be
     * a link. A static program needs itself alone.
     *
     * @param program absolute
     * @throws IOException if one is no ELF file, cannot be read or is not found, and which
     */
    public List<Path> of(Path program) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        Deque<Path> unread = new ArrayDeque<>(List.of(program));
        while (!unread.isEmpty()) {
            Path file = unread.remove();
            if (!files.add(file)) {
                continue;
            }
            DynamicSection section = DynamicSection.read(file);
            section.interpreter().map(Path::of).ifPresent(unread::add);
            for (String name : section.needed()) {
                unread.add(
                        find(name)
                                .orElseThrow(
                                        () ->
                                                new IOException(
                                                        file
                                                                + " needs "
                                                                + name
                                                                + ", which is in none of "
                                                                + directories)));
            }
        }
        // The loader may be in it twice: by the program's name for it, and as libraries' library.
        return List.copyOf(files);
    }

    private Optional<Path> find(String name) {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
