package tare.results.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a file is said with its line and place. */
class ResultValidatorTest {

    @TempDir Path directory;
    private String text = "";

    @BeforeEach
    void write() throws IOException {
        Path file = directory.resolve("result.json");
        new ResultWriter().write(ResultFixtures.result(), file);
        text = Files.readString(file);
        assertTrue(new ResultValidator().check(file).valid());
    }

    /** The cases of {@link ResultSchemaTest}, and what no schema can say. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\" : \"tare-result\"|\"format\" : \"jmh\"|/format",
                "\"version\" : \"1.0\"|\"version\" : \"2.0\"|/version",
                "\"id\" : \"|\"id\" : \"x|/id",
                "\"createdAt\" :|\"created\" :|/created",
                "\"createdAt\" : \"|\"createdAt\" : \"on |/createdAt",
                "\"state\" : \"complete\"|\"state\" : \"done\"|/state",
                "\"metric\" : \"stage.ready\"|\"metric\" : \"stage.later\"|/cells/0/metric",
                "\"class\" : \"container\"|\"class\" : \"vm-ish\"|",
                "\"status\" : \"skipped\"|\"status\" : \"measured\"|",
                "\"status\" : \"measured\"|\"status\" : \"failed\"|",
                "\"labels\" : [ ]|\"labels\" : [ \"fast\" ]|",
                "\"labels\" : [ ]|\"labels\" : [ \"noisy\", \"noisy\" ]|",
                "\"method\" : 1|\"method\" : 0|",
                "\"samples\" : [ |\"samples\" : [ \"1\", |",
                "\"samples\" : [ |\"sample\" : [ |",
                "\"encoding\" : \"integers\",||",
                "\"estimator\" :|\"estimate\" :|",
                "\"estimator\" : \"|\"estimator\" : \"other |/cells/",
                "\"kind\" : \"governor\"|\"kind\" : \"weather\"|/warnings/0/kind",
                "\"architecture\" :|\"architect\" :|/host/facts/architect",
                "\"seed\" : -42|\"seed\" : 0.5|/plan/seed",
                "\"seed\" : -42|\"seed\" : -41|/id",
                "\"profile\" : \"quick\"|\"profile\" : \"\"|/plan/profile",
                "\"remedy\" :|\"cure\" :|",
                "\"workload\" : \"probe\"|\"workload\" : \"\"|",
                "\"channel\" : \"pipe\",||",
            })
    void whatIsWrongHasALine(String right, String wrong, String pointer) throws IOException {
        assertTrue(text.contains(right), right);
        String changed =
                text.replaceFirst(
                        Pattern.quote(right), Matcher.quoteReplacement(wrong == null ? "" : wrong));
        List<ResultValidator.Finding> findings = check(changed).findings();
        assertFalse(findings.isEmpty());
        ResultValidator.Finding first = findings.get(0);
        assertTrue(first.line() >= 1 && first.line() <= changed.lines().count(), first.toString());
        if (pointer != null) {
            assertTrue(
                    findings.stream().anyMatch(f -> f.pointer().startsWith(pointer)),
                    findings.toString());
        }
    }

    @Test
    void allFaultsAreTold() throws IOException {
        String changed =
                text.replace("\"channel\" : \"pipe\"", "\"channel\" : \"pipe\", \"x\" : 1")
                        .replace("\"profile\" : \"quick\"", "\"profile\" : \"\"");
        List<ResultValidator.Finding> findings = check(changed).findings();
        assertEquals(5 + 2, findings.size(), findings.toString());
        assertEquals(
                text.lines().takeWhile(line -> !line.contains("\"profile\"")).count() + 1,
                findings.stream()
                        .filter(f -> f.pointer().equals("/plan/profile"))
                        .findFirst()
                        .orElseThrow()
                        .line());
    }

    @Test
    void aFileCutAnywhereHasAFinding() throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < bytes.length - 1; length += 11) {
            assertFalse(
                    ResultValidator.check(new ByteArrayInputStream(Arrays.copyOf(bytes, length)))
                            .valid());
        }
    }

    @Test
    void whatOnlyANewerTareKnowsIsNoFault() throws IOException {
        assertTrue(
                check(text.replace("\"version\" : \"1.0\"", "\"version\" : \"1.9\", \"n\" : {}"))
                        .valid());
    }

    private static ResultValidator.Checked check(String text) throws IOException {
        return ResultValidator.check(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
