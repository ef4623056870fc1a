package tare.harness.backend.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.probe.InstanceRoot;
import tare.harness.host.HostTree;
import tare.harness.host.Privilege;
import tare.harness.linux.Capabilities;

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
        assertEquals(text(Config.of(probe("/root"), SPEC, "/7", Part.USUAL)), filled);
    }

    @Test
    void aProbeThatDoesNotSpinHasNoArgument() {
        String plain = text(Config.of(probe("/r"), SPEC.spinning(0), "/g", Part.USUAL));
        assertTrue(plain.contains("\"args\":[\"/probe\"]"), plain);
        String spinning = text(Config.of(probe("/r"), SPEC, "/g", Part.USUAL));
        assertTrue(spinning.contains("\"args\":[\"/probe\",\"1234\"]"), spinning);
        assertTrue(spinning.contains("\"memory\":{\"limit\":5678}"), spinning);
        assertTrue(spinning.contains("\"pids\":{\"limit\":9}"), spinning);
    }

    /** An own root is there without any part: a runtime would set up the host's. */
    @Test
    void withoutPartsThereIsAnOwnRootAndNothingElse() throws IOException {
        JsonNode config = tree(EnumSet.noneOf(Part.class));
        assertEquals("[{\"type\":\"mount\"}]", config.at("/linux/namespaces").toString());
        assertEquals("[\"/proc\", \"/dev\"]", texts(config.at("/mounts"), "destination"));
        assertFalse(config.path("root").path("readonly").asBoolean());
        assertFalse(config.at("/process/noNewPrivileges").asBoolean());
        for (String absent :
                List.of(
                        "/hostname",
                        "/linux/resources",
                        "/linux/seccomp",
                        "/linux/maskedPaths",
                        "/linux/readonlyPaths",
                        "/linux/uidMappings")) {
            assertTrue(config.at(absent).isMissingNode(), absent);
        }
        long own = Privilege.read(HostTree.live()).capabilities();
        assertEquals(
                Capabilities.names(own).size(),
                config.at("/process/capabilities/effective").size(),
                "all that this process has");
    }

    @Test
    void eachPartIsWhatItsNameSays() throws IOException {
        for (Part part : Part.NAMESPACES) {
            assertEquals(
                    "[\"" + part.word() + "\", \"mount\"]",
                    texts(tree(EnumSet.of(part)).at("/linux/namespaces"), "type"));
        }
        assertEquals("\"tare\"", tree(EnumSet.of(Part.UTS)).at("/hostname").toString());
        assertTrue(tree(EnumSet.of(Part.READ_ONLY)).path("root").path("readonly").asBoolean());
        assertEquals(
                "[]",
                tree(EnumSet.of(Part.CAPABILITIES))
                        .at("/process/capabilities/bounding")
                        .toString());
        assertTrue(tree(EnumSet.of(Part.NO_NEW_PRIVS)).at("/process/noNewPrivileges").asBoolean());
        assertEquals(
                "{\"memory\":{\"limit\":5678},\"pids\":{\"limit\":9}}",
                tree(EnumSet.of(Part.LIMITS)).at("/linux/resources").toString());
        JsonNode user = tree(EnumSet.of(Part.USER));
        assertEquals(
                "[{\"containerID\":0,\"hostID\":0,\"size\":1}]",
                user.at("/linux/uidMappings").toString());
        assertEquals(user.at("/linux/uidMappings"), user.at("/linux/gidMappings"));
        JsonNode masked = tree(EnumSet.of(Part.MASKED)).at("/linux");
        assertTrue(masked.at("/maskedPaths").toString().contains("/proc/kcore"));
        assertTrue(masked.at("/readonlyPaths").toString().contains("/proc/sys"));
        JsonNode filter = tree(EnumSet.of(Part.SECCOMP)).at("/linux/seccomp");
        assertEquals("SCMP_ACT_ALLOW", filter.at("/defaultAction").asText());
        assertEquals("SCMP_ACT_ERRNO", filter.at("/syscalls/0/action").asText());
        assertTrue(filter.at("/syscalls/0/names").toString().contains("\"mount\""));
    }

    private static JsonNode tree(Set<Part> parts) throws IOException {
        return new ObjectMapper().readTree(Config.of(probe("/r"), SPEC, "/g", parts).bytes());
    }

    private static String texts(JsonNode list, String field) {
        return list.findValues(field).toString();
    }

    private static InstanceRoot probe(String directory) {
        return new InstanceRoot(Path.of(directory), false, List.of());
    }

    private static String text(Config config) {
        return new String(config.bytes(), StandardCharsets.UTF_8);
    }
}
