package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class FlockTest {

    private final Kernel kernel = new Kernel();

    @Test
    void excludesASecondHolderUntilClosed(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("lock"));
        Flock held = Flock.attempt(kernel, file).orElseThrow();
        assertTrue(Flock.attempt(kernel, file).isEmpty());
        held.close();
        held.close();
        Flock.attempt(kernel, file).orElseThrow().close();
    }

    @Test
    void locksDirectoriesToo(@TempDir Path directory) {
        Flock held = Flock.attempt(kernel, directory).orElseThrow();
        assertTrue(Flock.attempt(kernel, directory).isEmpty());
        held.close();
    }

    @Test
    void namesThePathThatIsMissing(@TempDir Path directory) {
        NativeException e =
                assertThrows(
                        NativeException.class,
                        () -> Flock.attempt(kernel, directory.resolve("none")));
        assertEquals(Errno.ENOENT.number(), e.errno());
        assertTrue(e.call().contains("none"));
    }
}
