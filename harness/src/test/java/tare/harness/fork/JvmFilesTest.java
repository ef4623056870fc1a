package tare.harness.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.Program;

@Tag("kernel")
class JvmFilesTest {

    @TempDir private Path directory;

    @Test
    void namesWhatAJvmHasToSee() throws Exception {
        Path jar = Files.createFile(directory.resolve("a.jar"));
        JvmFiles files = JvmFiles.ofThisJvm(List.of(jar));

        assertTrue(Files.isExecutable(files.java()));
        assertEquals(List.of(jar), files.classPath());
        for (Program.Mount mount : files.mounts()) {
            assertTrue(Files.exists(mount.path()), mount.toString());
            assertFalse(mount.writable(), mount.toString());
        }
        assertTrue(sees(files, files.java()), "itself");
        assertTrue(sees(files, jar), "its class path");
        Path security = files.java().resolve("../../conf/security/java.security").normalize();
        assertTrue(sees(files, security.toRealPath()), "where its links lead");
        files.links().keySet().forEach(link -> assertTrue(Files.isSymbolicLink(link), "" + link));
    }

    @Test
    void makesAProgramOfThem() throws Exception {
        JvmFiles files = JvmFiles.ofThisJvm(List.of());
        Program.Mount more = new Program.Mount(directory, true);
        Program program = files.program(List.of("-Xmx1m"), List.of("Main", "x"), List.of(more));

        assertEquals(List.of("-Xmx1m", "-cp", "", "Main", "x"), program.arguments());
        assertTrue(program.mounts().contains(more));
        assertEquals(files.java(), program.executable());
    }

    private static boolean sees(JvmFiles files, Path path) {
        return files.mounts().stream().anyMatch(mount -> path.startsWith(mount.path()));
    }
}
