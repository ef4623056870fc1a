package tare.harness.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
@Timeout(60)
class WrapperSocketTest {

    @TempDir private Path directory;

    @Test
    void answersOneWrapperAfterTheOther() throws Exception {
        List<List<String>> asked = new ArrayList<>();
        try (WrapperSocket socket =
                WrapperSocket.in(
                        directory,
                        words -> {
                            asked.add(words);
                            return asked.size();
                        })) {
            Path file = Path.of(socket.wrapper() + ".socket");
            assertEquals(
                    PosixFilePermissions.fromString("rw-------"),
                    Files.getPosixFilePermissions(file));
            assertEquals(1, run(socket.wrapper(), "-cp", "a b"));
            assertEquals(2, run(socket.wrapper()));
        }
        assertEquals(List.of(List.of("-cp", "a b"), List.of()), asked);
        try (var left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void saysThatAPathIsTooLong() throws IOException {
        Path deep = Files.createDirectory(directory.resolve("d".repeat(100)));
        IOException e = assertThrows(IOException.class, () -> WrapperSocket.in(deep, words -> 0));
        assertTrue(String.valueOf(e.getMessage()).contains("XDG_STATE_HOME"), e.toString());
        assertFalse(Files.exists(deep.resolve("java")));
    }

    private static int run(Path wrapper, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(wrapper.toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).start().waitFor();
    }
}
