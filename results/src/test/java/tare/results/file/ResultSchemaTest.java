package tare.results.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tare.results.model.BackendClass;
import tare.results.model.Direction;
import tare.results.model.HostFact;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunState;
import tare.results.model.Unit;
import tare.results.model.WarningKind;

/** The published schema accepts what is written, and no less. */
class ResultSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path directory;

    @Test
    void whatIsWrittenIsValid() throws IOException {
        assertEquals(Set.of(), validate(written()));
    }

    /** Files of real runs: .ci/run names those that it has made. */
    @Test
    void namedFilesAreValid() throws IOException {
        String named = System.getenv().getOrDefault("TARE_RESULTS", "");
        for (String file : named.split(":", -1)) {
            if (!file.isEmpty()) {
                assertEquals(Set.of(), validate(Files.readString(Path.of(file))), file);
            }
        }
    }

    @Test
    void theStoredFileIsValid() throws IOException {
        try (InputStream golden =
                Objects.requireNonNull(getClass().getResourceAsStream("result-1.0.json"))) {
            assertEquals(
                    Set.of(),
                    validate(
                            new String(
                                    golden.readAllBytes(),
                                    java.nio.charset.StandardCharsets.UTF_8)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\" : \"tare-result\"|\"format\" : \"jmh\"",
                "\"version\" : \"1.0\"|\"version\" : \"2.0\"",
                "\"id\" : \"|\"id\" : \"x",
                "\"createdAt\" :|\"created\" :",
                "\"state\" : \"complete\"|\"state\" : \"done\"",
                "\"metric\" : \"stage.ready\"|\"metric\" : \"stage.later\"",
                "\"class\" : \"container\"|\"class\" : \"vm-ish\"",
                "\"status\" : \"skipped\"|\"status\" : \"measured\"",
                "\"status\" : \"measured\"|\"status\" : \"failed\"",
                "\"labels\" : [ ]|\"labels\" : [ \"fast\" ]",
                "\"labels\" : [ ]|\"labels\" : [ \"noisy\", \"noisy\" ]",
                "\"method\" : 1|\"method\" : 0",
                "\"samples\" : [ |\"samples\" : [ \"1\", ",
                "\"samples\" : [ |\"sample\" : [ ",
                "\"encoding\" : \"integers\",|",
                "\"estimator\" :|\"estimate\" :",
                "\"kind\" : \"governor\"|\"kind\" : \"weather\"",
                "\"architecture\" :|\"architect\" :",
                "\"seed\" : -42|\"seed\" : 0.5",
            })
    void whatIsWrongIsNotValid(String right, String wrong) throws IOException {
        String text = written();
        assertTrue(text.contains(right), right);
        String changed =
                text.replaceFirst(
                        java.util.regex.Pattern.quote(right),
                        java.util.regex.Matcher.quoteReplacement(wrong == null ? "" : wrong));
        assertFalse(validate(changed).isEmpty());
    }

    @Test
    void theSchemaNamesTheSameWordsAsTheModel() throws IOException {
        assertWords(Metric.values(), Metric::id, "/$defs/metric/enum");
        assertWords(Unit.values(), Unit::symbol, "/$defs/unit/enum");
        assertWords(Direction.values(), Direction::id, "/$defs/direction/enum");
        assertWords(BackendClass.values(), BackendClass::id, "/$defs/class/enum");
        assertWords(Label.values(), Label::id, "/$defs/label/enum");
        assertWords(WarningKind.values(), Words::id, "/$defs/warningKind/enum");
        assertWords(RunState.values(), RunState::id, "/properties/state/enum");
        assertWords(
                SampleCodec.Encoding.values(),
                SampleCodec.Encoding::id,
                "/$defs/round/properties/encoding/enum");
        Set<String> status = words(schema().at("/$defs/cell/properties/status/enum"));
        assertTrue(status.remove(Words.MEASURED));
        assertEquals(ids(Outcome.Kind.values(), Outcome.Kind::id), status);
        Set<String> facts = new TreeSet<>();
        schema().at("/$defs/host/properties/facts/properties")
                .fieldNames()
                .forEachRemaining(facts::add);
        assertEquals(ids(HostFact.values(), HostFact::id), facts);
    }

    private static <T> void assertWords(T[] values, Function<T, String> id, String pointer)
            throws IOException {
        assertEquals(ids(values, id), words(schema().at(pointer)), pointer);
    }

    private static <T> Set<String> ids(T[] values, Function<T, String> id) {
        return Arrays.stream(values).map(id).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> words(JsonNode list) {
        Set<String> words = new TreeSet<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static List<String> texts(Set<ValidationMessage> messages) {
        return messages.stream().map(ValidationMessage::getMessage).sorted().toList();
    }

    private static Set<String> validate(String document) throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema());
        return new TreeSet<>(
                texts(
                        schema.validate(
                                JSON.readTree(document),
                                context ->
                                        context.getExecutionConfig()
                                                .setFormatAssertionsEnabled(true))));
    }

    private static JsonNode schema() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        ResultWriter.class.getResourceAsStream("result.schema.json"))) {
            return JSON.readTree(in);
        }
    }

    private String written() throws IOException {
        Path file = directory.resolve("result.json");
        new ResultWriter().write(ResultFixtures.result(), file);
        return Files.readString(file);
    }
}
