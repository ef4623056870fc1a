package tare.harness.backend.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.Program;
import tare.harness.backend.initramfs.LoadedFiles;
import tare.harness.linux.Needs;

class ProgramGuestTest {

    @TempDir private Path directory;

    /** Directories of libraries may hold a gigabyte, and /sys is the guest's own kernel's. */
    @Test
    void onlyWhatIsLoadedIsTakenOfTheSystem() throws Exception {
        Path program = Path.of("/bin/sh").toRealPath();
        Path own = Files.createDirectory(directory.resolve("own"));
        Files.writeString(own.resolve("file"), "of the host");
        List<Program.Mount> mounts =
                new java.util.ArrayList<>(
                        LoadedFiles.DIRECTORIES.stream()
                                .filter(Files::isDirectory)
                                .map(path -> new Program.Mount(path, false))
                                .toList());
        mounts.add(new Program.Mount(Path.of("/sys/kernel/mm"), false));
        mounts.add(new Program.Mount(own, true));
        Program sh =
                new Program(program, List.of("-c", "true"), List.of(), mounts, new TreeMap<>());
        ProgramGuest guest =
                new ProgramGuest(directory, new GuestRuntime(directory.resolve("none"), directory));

        Path archive = guest.archive(sh, "one", List.of());

        assertTrue(Files.size(archive) < 32 << 20, Files.size(archive) + " bytes");
        Set<String> names = names(guest.archive(sh, "two", List.of()));
        assertTrue(names.contains(program.toString().substring(1)), names::toString);
        assertTrue(names.stream().anyMatch(name -> name.contains("libc.so")), names::toString);
        assertTrue(names.stream().noneMatch(name -> name.startsWith("sys/")), names::toString);
    }

    /** A step's JVM has a heap of some 48 MiB, so jlink runs in another. */
    @Test
    void linksARuntimeOnce() throws Exception {
        GuestRuntime runtime = GuestRuntime.live(directory);
        Needs.that(runtime.obstacle().isEmpty(), "no jlink: needs a JDK");

        Path linked = runtime.linked();

        assertTrue(Files.isExecutable(linked.resolve("bin/java")));
        assertEquals(linked, runtime.linked());
        assertFalse(Files.exists(directory.resolve(linked.getFileName() + ".log")));
    }

    /** Of the first archive: what is appended begins after its end. */
    private static Set<String> names(Path archive) throws Exception {
        Set<String> names = new TreeSet<>();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                CpioArchiveInputStream entries = new CpioArchiveInputStream(file)) {
            CpioArchiveEntry entry = entries.getNextEntry();
            while (entry != null) {
                names.add(entry.getName());
                entry = entries.getNextEntry();
            }
        }
        return names;
    }
}
