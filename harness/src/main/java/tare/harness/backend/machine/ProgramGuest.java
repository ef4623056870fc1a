package tare.harness.backend.machine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Program;
import tare.harness.backend.initramfs.Initramfs;
import tare.harness.backend.initramfs.LoadedFiles;
import tare.workloads.agent.Starter;

/**
 * The first file system of a guest that runs a program in the place of the probe. A program of this
 * JVM's own runtime gets a runtime linked from it, without what no workload needs; the system's
 * directories are not copied, only the libraries that are loaded. All else that the program mounts
 * is copied at each launch's preparation, what it may not write to once a run.
 *
 * @param directory the run's
 * @param runtime this JVM's own
 */
record ProgramGuest(Path directory, GuestRuntime runtime) {

    /** Of these only libraries are taken. */
    private static final List<Path> SYSTEM =
            List.of(
                    Path.of("/usr"),
                    Path.of("/lib"),
                    Path.of("/lib64"),
                    Path.of("/lib32"),
                    Path.of("/bin"),
                    Path.of("/sbin"));

    /** Debian's directories of libraries for one machine; some of them hold a gigabyte. */
    private static final String LIBRARIES = "(/usr)?/lib/[a-z0-9_]+-linux-[a-z]+";

    /** A guest has its own. */
    private static final Path KERNELS_OWN = Path.of("/sys");

    /**
     * The archive for one instance; the caller takes it away.
     *
     * @param name of the instance
     * @param modules that are loaded in this order before the program; with any there is a card,
     *     which is brought up
     * @throws LaunchException if something cannot be read, or the runtime cannot be linked
     */
    Path archive(Program program, String name, List<Path> modules) {
        Path file = directory.resolve(name + ".cpio");
        try {
            Files.copy(shared(program), file);
            Contents own = new Contents(Initramfs.empty());
            own.archive.modules(modules);
            for (Program.Mount mount : program.mounts()) {
                if (mount.writable()) {
                    own.copy(mount.path());
                }
            }
            List<String> words = new ArrayList<>(List.of(program.executable().toString()));
            words.addAll(program.arguments());
            own.parents(Path.of("/" + Starter.COMMAND));
            own.archive.text(Starter.COMMAND, Starter.command(words, program.environment()));
            try (OutputStream output = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
                own.archive.writeTo(output);
            }
            return file;
        } catch (IOException | IllegalArgumentException e) {
            throw new LaunchException(
                    "guest's files", String.valueOf(e), "df " + directory + "; df -i", e);
        }
    }

    /** What no instance may write to, and all of a run share. */
    private Path shared(Program program) throws IOException {
        List<Path> copied =
                program.mounts().stream()
                        .filter(mount -> !mount.writable())
                        .map(Program.Mount::path)
                        .filter(path -> !isReplaced(path))
                        .toList();
        String key = Integer.toHexString((program.executable() + " " + copied).hashCode());
        Path made = directory.resolve("program-" + key + ".cpio");
        if (Files.exists(made)) {
            return made;
        }
        Contents contents = new Contents(Initramfs.ofStarter());
        contents.archive.terminal("dev/ttyS0", 4, 64);
        contents.known.add("dev");
        for (Path path : copied) {
            contents.copy(path);
        }
        LoadedFiles loader = new LoadedFiles(LoadedFiles.DIRECTORIES);
        List<Path> programs = List.of(program.executable());
        if (runtime.runs(program.executable())) {
            Path linked = runtime.linked();
            contents.copyTo(linked, runtime.home());
            List<Path> places = new ArrayList<>(GuestRuntime.libraries(linked));
            places.addAll(LoadedFiles.DIRECTORIES);
            loader = new LoadedFiles(places);
            programs = GuestRuntime.programs(linked);
        }
        Set<Path> libraries = new java.util.TreeSet<>();
        for (Path each : programs) {
            libraries.addAll(loader.of(each));
        }
        for (Path library : libraries) {
            if (!library.startsWith(directory)) {
                contents.file(library, library);
            }
        }
        return contents.archive.in(directory, made.getFileName().toString());
    }

    private boolean isReplaced(Path path) {
        return SYSTEM.contains(path)
                || LoadedFiles.DIRECTORIES.contains(path)
                || path.toString().matches(LIBRARIES)
                || path.startsWith(KERNELS_OWN)
                || runtime.home().startsWith(path)
                || path.startsWith(runtime.home());
    }

    /** An archive, with the directories that it has already. */
    private static final class Contents {

        private final Initramfs archive;
        private final Set<String> known = new HashSet<>();

        Contents(Initramfs archive) {
            this.archive = archive;
        }

        void copy(Path path) throws IOException {
            copyTo(path, path);
        }

        /** A file or a directory with all in it; links stay links. */
        void copyTo(Path from, Path to) throws IOException {
            try (Stream<Path> tree = Files.walk(from)) {
                for (Path path : tree.sorted().toList()) {
                    Path place = to.resolve(from.relativize(path).toString());
                    if (Files.isSymbolicLink(path)) {
                        parents(place);
                        archive.link(name(place), Files.readSymbolicLink(path));
                    } else if (Files.isDirectory(path)) {
                        parents(place.resolve("."));
                    } else if (Files.isRegularFile(path)) {
                        file(path, place);
                    }
                }
            }
        }

        void file(Path from, Path to) {
            parents(to);
            if (known.add(name(to))) {
                archive.program(name(to), from);
            }
        }

        /** All directories above a path. */
        void parents(Path path) {
            for (int i = 1; i < path.getNameCount(); i++) {
                String name = path.subpath(0, i).toString();
                if (known.add(name)) {
                    archive.directory(name);
                }
            }
        }

        private static String name(Path path) {
            return Path.of("/").relativize(path).toString();
        }
    }

    /** Why no JVM can run in a guest here; empty if one can. */
    Optional<String> obstacle() {
        return runtime.obstacle();
    }
}
