package tare.harness.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.MemoryJournal;
import tare.results.failure.OutputError;

class ServicePolicyTest {

    private static final String TOKEN = "tare-12345678-setup";

    @TempDir private Path directory;
    private Path path;

    private final MemoryJournal journal = new MemoryJournal();

    @BeforeEach
    void name() {
        path = directory.resolve("policy-rc.d");
    }

    @Test
    void forbidsWhileItIsOpen() throws IOException, InterruptedException {
        try (ServicePolicy policy = ServicePolicy.place(path, TOKEN, journal)) {
            assertEquals(path, policy.path());
            assertEquals(1, journal.open().size());
            assertEquals(List.of("policy-rc.d"), names());
            Process process = new ProcessBuilder(path.toString(), "docker", "start").start();
            assertEquals(101, process.waitFor());
        }
        assertEquals(List.of(), names());
        assertEquals(List.of(), journal.open());
    }

    @Test
    void givesBackTheVeryFileThatWasThere() throws IOException {
        byte[] bytes = {'#', '!', (byte) 0xff, 0, '\n'};
        Files.write(path, bytes);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x--x"));
        Object inode = Files.getAttribute(path, "unix:ino");
        try (ServicePolicy policy = ServicePolicy.place(path, TOKEN, journal)) {
            assertEquals(ServicePolicy.content(TOKEN), Files.readString(policy.path()));
        }
        assertEquals(List.of("policy-rc.d"), names());
        assertEquals(inode, Files.getAttribute(path, "unix:ino"));
        assertTrue(java.util.Arrays.equals(bytes, Files.readAllBytes(path)));
        assertEquals(
                "rwxr-x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    @Test
    void givesBackALink() throws IOException {
        Files.createSymbolicLink(path, directory.resolve("nowhere"));
        ServicePolicy.place(path, TOKEN, journal).close();
        assertTrue(Files.isSymbolicLink(path));
        assertFalse(Files.exists(path));
        assertTrue(Files.exists(path, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void leavesWhatSomebodyElsePutThere() throws IOException {
        ServicePolicy policy = ServicePolicy.place(path, TOKEN, journal);
        Files.writeString(path, "theirs");
        policy.close();
        assertEquals("theirs", Files.readString(path));
        assertEquals(List.of(), journal.open());
    }

    @Test
    void saysWhereTheFileIsThatCannotGoBack() throws IOException {
        Files.writeString(path, "before");
        ServicePolicy policy = ServicePolicy.place(path, TOKEN, journal);
        Files.writeString(path, "theirs");
        OutputError e = assertThrows(OutputError.class, policy::close);
        assertTrue(e.why().contains(TOKEN + "-kept"), e.why());
        assertEquals("theirs", Files.readString(path));
        assertEquals("before", Files.readString(directory.resolve(TOKEN + "-kept")));
        assertEquals(1, journal.open().size());
    }

    @Test
    void saysWhyItCannotBePlaced() {
        Path nowhere = directory.resolve("missing/policy-rc.d");
        OutputError e =
                assertThrows(OutputError.class, () -> ServicePolicy.place(nowhere, TOKEN, journal));
        assertTrue(e.why().contains("NoSuchFile"), e.why());
        assertEquals(List.of(), journal.open());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
