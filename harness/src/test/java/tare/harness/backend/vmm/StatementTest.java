package tare.harness.backend.vmm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The statements of what is published, and the short check that the stand-in holds against them.
 */
class StatementTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Statement statement(String room) throws Exception {
        var url =
                StatementTest.class.getResource("/tare/harness/backend/" + room + "/requests.json");
        return Statement.read(Path.of(Objects.requireNonNull(url).toURI()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"firecracker", "cloudhypervisor"})
    void saysWhatItWasCheckedAgainst(String room) throws Exception {
        JsonNode whole = statement(room).whole();
        assertTrue(whole.path("published").asText().matches("https://github.com/.*\\.yaml"));
        assertTrue(whole.path("checkedAgainst").asText().contains("by hand"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"firecracker", "cloudhypervisor"})
    void ordersAreRightInOneOrderAlone(String room) throws Exception {
        List<JsonNode> requests = new java.util.ArrayList<>();
        statement(room).whole().path("requests").forEach(requests::add);
        List<String> paths =
                requests.stream().map(request -> request.path("path").asText()).toList();
        JsonNode last = requests.get(requests.size() - 1);
        assertEquals(
                Optional.empty(), Statement.disorder(last, paths.subList(0, paths.size() - 1)));
        assertNotEquals(Optional.empty(), Statement.disorder(last, List.of()), "nothing is made");
        for (JsonNode request : requests) {
            assertNotEquals(Optional.empty(), Statement.disorder(request, paths), "too late");
        }
    }

    /** What the stand-in's own short check says, the whole validator says too. */
    @ParameterizedTest
    @ValueSource(strings = {"firecracker", "cloudhypervisor"})
    void theStandInRefusesWhatTheStatementDoesNotHave(String room) throws Exception {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        int tried = 0;
        for (JsonNode request : statement(room).whole().path("requests")) {
            JsonSchema schema = factory.getSchema(request.path("body"));
            for (String body :
                    List.of(
                            "{}",
                            "[]",
                            "7",
                            "{\"vcpu_count\":0,\"mem_size_mib\":128}",
                            "{\"vcpu_count\":33,\"mem_size_mib\":128}",
                            "{\"vcpu_count\":1,\"mem_size_mib\":128}",
                            "{\"vcpu_count\":\"1\",\"mem_size_mib\":128}",
                            "{\"kernel_image_path\":\"\"}",
                            "{\"kernel_image_path\":\"/k\",\"x\":1}",
                            "{\"action_type\":\"InstanceStart\"}",
                            "{\"action_type\":\"InstanceStop\"}",
                            "{\"payload\":{}}",
                            "{\"payload\":{\"kernel\":7}}",
                            "{\"payload\":{},\"serial\":{}}",
                            "{\"payload\":{},\"serial\":{\"mode\":\"socket\"}}",
                            "{\"payload\":{},\"memory\":{\"size\":1.5}}",
                            "{\"payload\":{},\"cpus\":{\"boot_vcpus\":1,\"max_vcpus\":0}}")) {
                if (request.has("body")) {
                    assertEquals(
                            schema.validate(JSON.readTree(body)).isEmpty(),
                            Statement.wrongs(request, body).isEmpty(),
                            request.path("path") + " " + body);
                    tried++;
                }
            }
        }
        assertNotEquals(0, tried);
    }
}
