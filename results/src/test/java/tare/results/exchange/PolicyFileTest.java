package tare.results.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.results.failure.InputError;
import tare.results.gate.MinimumEffect;
import tare.results.gate.Policy;

class PolicyFileTest {

    private static final String WHOLE =
            """
            alpha: 0.05
            mode: point
            noisiest: 15%
            gate:
              - metric: start-p50
                minimum: 5%
                minimumAbsolute: 50us
              - metric: boot/runc/stage.ready:p90
            limits:
              - metric: start-p99
                limit: 50ms
            waivers:
              - metric: boot/runc/stage.ready:p90
                reason: the new seccomp filter
                expires: 2027-01-31
            """;

    @TempDir private Path directory;

    @Test
    void aPolicySaysWhatItGates() throws IOException {
        Policy policy = read(WHOLE);
        assertEquals(.05, policy.alpha());
        assertEquals(Policy.Mode.POINT, policy.mode());
        assertEquals(.15, policy.noisiest(), 1e-12);
        assertEquals(new MinimumEffect(.05, 50_000), policy.gated().get(0).minimum());
        assertEquals(new MinimumEffect(.03, 20_000), policy.gated().get(1).minimum());
        assertEquals(50e6, policy.limits().get(0).amount());
        assertEquals(LocalDate.of(2027, 1, 31), policy.waivers().get(0).expires());
        assertTrue(valid(WHOLE), "the published schema agrees");
    }

    @Test
    void whatItDoesNotSayIsStandard() throws IOException {
        Policy policy = read("alpha: 0.02\n");
        assertEquals(.02, policy.alpha());
        assertEquals(Policy.standard().gated(), policy.gated());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "- a",
                "alpha: high",
                "alpha: 2",
                "mode: lenient",
                "colour: red",
                "gate: start-p50",
                "gate: [start-p50]",
                "gate: [{metric: nothing}]",
                "gate: [{metric: cpu.tare}]",
                "gate: [{metric: start-p50, minimum: 3}]",
                "gate: [{metric: start-p50, minimumAbsolute: 3KiB}]",
                "limits: [{metric: start-p50}]",
                "waivers: [{metric: start-p50, reason: r}]",
                "waivers: [{metric: start-p50, reason: r, expires: soon}]",
                "waivers: [{metric: start-p50, reason: ' ', expires: 2027-01-31}]",
                "alpha: 0.1\nalpha: 0.2",
                "alpha: [",
                "a: &a [*a]"
            })
    void whatIsNoPolicyIsRefused(String text) {
        assertThrows(InputError.class, () -> read(text));
    }

    @Test
    void missingLongAndRandomFilesAreRefused() throws IOException {
        assertThrows(InputError.class, () -> PolicyFile.read(directory.resolve("absent")));
        assertThrows(InputError.class, () -> PolicyFile.read(directory));
        assertThrows(InputError.class, () -> read("#" + " ".repeat(1 << 20)));
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            Path file = directory.resolve("random.yaml");
            Files.write(file, bytes);
            assertThrows(InputError.class, () -> PolicyFile.read(file));
        }
    }

    /** Cut anywhere, a policy is refused or says less: never a defect. */
    @Test
    void truncatedFilesAreReadOrRefused() throws IOException {
        for (int length = 0; length < WHOLE.length(); length++) {
            try {
                read(WHOLE.substring(0, length));
            } catch (InputError refused) {
                assertTrue(refused.where().contains("policy.yaml"));
            }
        }
    }

    private Policy read(String text) throws IOException {
        Path file = directory.resolve("policy.yaml");
        Files.writeString(file, text);
        return PolicyFile.read(file);
    }

    private static boolean valid(String yaml) throws IOException {
        JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(yaml);
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(PolicyFile.class.getResourceAsStream("tare-gate.schema.json"));
        return schema.validate(document).isEmpty();
    }
}
