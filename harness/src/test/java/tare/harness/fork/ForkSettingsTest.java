package tare.harness.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
