package tare.harness.backend.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.probe.InstanceRoot;

class ConfigTest {

    private static final InstanceSpec SPEC =
            new InstanceSpec("i", 1234, 5678, 9, "", Duration.ofSeconds(1));

    /** What is filled in elsewhere is to the byte what is written here. */
    @Test
    void whatIsFilledInIsTheSame() {
        String filled =
                text(Config.toBeFilledIn("/root", "@S", "@C", "@M", "@T"))
                        .replace("\"@S\"", "\"1234\"")
                        .replace("\"@C\"", "\"/7\"")
                        .replace("\"@M\"", "5678")
                        .replace("\"@T\"", "9");
        assertEquals(text(Config.of(probe("/root"), SPEC, "/7")), filled);
    }

    @Test
    void aProbeThatDoesNotSpinHasNoArgument() {
        String plain = text(Config.of(probe("/r"), SPEC.spinning(0), "/g"));
        assertTrue(plain.contains("\"args\":[\"/probe\"]"), plain);
        String spinning = text(Config.of(probe("/r"), SPEC, "/g"));
        assertTrue(spinning.contains("\"args\":[\"/probe\",\"1234\"]"), spinning);
        assertTrue(spinning.contains("\"memory\":{\"limit\":5678}"), spinning);
        assertTrue(spinning.contains("\"pids\":{\"limit\":9}"), spinning);
    }

    private static InstanceRoot probe(String directory) {
        return new InstanceRoot(Path.of(directory), false, List.of());
    }

    private static String text(Config config) {
        return new String(config.bytes(), StandardCharsets.UTF_8);
    }
}
