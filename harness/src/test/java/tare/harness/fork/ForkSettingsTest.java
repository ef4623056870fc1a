package tare.harness.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkSettingsTest {

    @TempDir private Path directory;

    @Test
    void survivesTheFile() throws IOException {
        ForkSettings settings =
                new ForkSettings(
                        "a1b2",
                        "namespace+user-limits",
                        new TreeMap<>(Map.of("backend.oci.youki", "/opt/a b/youki")),
                        "a1b2-boot-r0-1",
                        directory.resolve("state with space"),
                        directory.resolve("scratch=:#!"),
                        directory.resolve("s.samples"),
                        3,
                        List.of(0L, 1_000_000L, 0L),
                        600,
                        800_000_000L,
                        "0",
                        "1-3,5");
        Path file = directory.resolve("fork.properties");
        settings.write(file);
        assertEquals(settings, ForkSettings.read(file));
    }

    @Test
    void severalBackendsKeepTheirTurns() throws IOException {
        ForkSettings settings = turns(List.of("crun@a1", "crun@b"), List.of(1, 0, 0, 1));
        Path file = directory.resolve("fork.properties");
        settings.write(file);
        assertEquals(settings, ForkSettings.read(file));
        assertEquals("crun@a1", settings.backend());
    }

    @Test
    void everyLaunchHasItsBackend() {
        assertThrows(
                IllegalArgumentException.class, () -> turns(List.of("crun"), List.of(0, 0, 0)));
        assertThrows(IllegalArgumentException.class, () -> turns(List.of(), List.of(0, 0, 0, 0)));
        assertThrows(
                IllegalArgumentException.class, () -> turns(List.of("crun"), List.of(0, 1, 0, 0)));
    }

    private ForkSettings turns(List<String> backends, List<Integer> turns) {
        return new ForkSettings(
                "a1b2",
                backends,
                new TreeMap<>(),
                "a1b2-boot-r0",
                directory,
                directory,
                directory.resolve("s.samples"),
                0,
                List.of(0L, 0L, 1_000_000L, 1_000_000L),
                turns,
                2,
                1,
                "",
                "");
    }
}
