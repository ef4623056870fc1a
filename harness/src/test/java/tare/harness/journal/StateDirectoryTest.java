package tare.harness.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.linux.Needs;
import tare.results.failure.HostError;

class StateDirectoryTest {

    @TempDir Path directory;

    @Test
    void liesWhereTheUserKeepsState() {
        assertEquals(
                Path.of("/home/u/.local/state/tare"),
                StateDirectory.locate(Map.of(), "/home/u", false));
        assertEquals(
                Path.of("/x/tare"),
                StateDirectory.locate(Map.of("XDG_STATE_HOME", "/x"), "/home/u", false));
        assertEquals(
                Path.of("/home/u/.local/state/tare"),
                StateDirectory.locate(Map.of("XDG_STATE_HOME", "x"), "/home/u", false));
        assertEquals(
                Path.of("/elsewhere/.local/state/tare"),
                StateDirectory.locate(Map.of("HOME", "/elsewhere"), "/home/u", false));
        assertEquals(
                Path.of("/var/lib/tare"),
                StateDirectory.locate(Map.of("XDG_STATE_HOME", "/x"), "/root", true));
    }

    @Test
    void isMadePrivate() throws IOException {
        StateDirectory state = StateDirectory.open(directory.resolve("a/tare"));
        assertEquals("rwx------", permissions(state.path()));
        assertEquals("rwx------", permissions(state.runs()));
        assertTrue(state.runDirectories().isEmpty());
    }

    @Test
    void isRefusedWhereOthersMayWrite() throws IOException {
        for (String open : new String[] {"rwxrwx---", "rwx---rwx"}) {
            Path path = Files.createDirectories(directory.resolve(open));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(open));
            HostError e = assertThrows(HostError.class, () -> StateDirectory.open(path));
            assertEquals("chmod 0700 " + path, e.remedy());
        }
    }

    @Test
    void isRefusedAsALink() throws IOException {
        Path target = Files.createDirectory(directory.resolve("target"));
        Path link = Files.createSymbolicLink(directory.resolve("tare"), target);
        assertThrows(HostError.class, () -> StateDirectory.open(link));
        Path good = StateDirectory.open(directory.resolve("good")).path();
        Files.delete(good.resolve("runs"));
        Files.createSymbolicLink(good.resolve("runs"), target);
        assertThrows(HostError.class, () -> StateDirectory.open(good));
    }

    @Test
    void isRefusedWhenForeign() throws IOException {
        Needs.that(StateDirectory.uid() == 0, "only root can give a directory away");
        Path path = Files.createDirectory(directory.resolve("tare"));
        Files.setAttribute(path, "unix:uid", 12345);
        HostError e = assertThrows(HostError.class, () -> StateDirectory.open(path));
        assertTrue(e.why().contains("12345"));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void saysMoreThanThePathWhereNothingMayBeMade() {
        Path path = Path.of("/proc/self/attr/tare");
        HostError e = assertThrows(HostError.class, () -> StateDirectory.open(path));
        assertTrue(e.why().length() > path.toString().length(), e.why());
        assertTrue(e.remedy().contains("XDG_STATE_HOME"), e.remedy());
    }
}
