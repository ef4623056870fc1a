package tare.simulators.trace;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Real traces, where somebody has them: the folder that TARE_TRACES names, or {@code shared/data}
 * beside the checkout.
 */
public final class SharedTraces {

    private SharedTraces() {}

    /** A file or folder of them; without it the test is skipped, or fails where it must not be. */
    public static Path require(String name) {
        String named = System.getenv("TARE_TRACES");
        Path root =
                named == null
                        ? Path.of("..", "..", "shared", "data").toAbsolutePath().normalize()
                        : Path.of(named);
        Path file = root.resolve(name);
        String reason = "the real traces are not here: no " + file;
        if ("1".equals(System.getenv("TARE_REQUIRE_ALL"))) {
            assertTrue(Files.exists(file), reason + ", and TARE_REQUIRE_ALL is set");
        }
        Assumptions.assumeTrue(Files.exists(file), reason);
        return file;
    }
}
