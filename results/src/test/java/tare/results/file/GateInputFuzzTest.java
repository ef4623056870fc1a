package tare.results.file;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import tare.results.comparison.Comparison;
import tare.results.exchange.ComparisonText;
import tare.results.exchange.GateJson;
import tare.results.exchange.GateText;
import tare.results.exchange.JUnitXml;
import tare.results.failure.InputError;
import tare.results.gate.Gate;
import tare.results.gate.GateReport;
import tare.results.gate.Policy;
import tare.results.gate.Verdict;
import tare.results.model.RunResult;

/**
 * Whatever can be read can be compared, judged and told, on either side and by its arms; and a
 * result of another host never passes. In a usual build only the stored inputs are tried; new ones
 * are looked for by
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -pl results test -Dtest=GateInputFuzzTest
 * }</pre>
 */
class GateInputFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void whatCanBeReadCanBeJudged(byte[] bytes) throws IOException {
        RunResult read;
        try {
            read = ResultReader.read(new ByteArrayInputStream(bytes), Path.of("fuzzed")).result();
        } catch (InputError expected) {
            return;
        }
        RunResult known = ResultFixtures.result();
        Gate gate = new Gate(Policy.standard(), LocalDate.EPOCH, "tare gate");
        for (GateReport report :
                new GateReport[] {
                    gate.against(known, read, Set.of(), Set.of()),
                    gate.against(read, known, Set.of("tare"), Set.of()),
                    gate.arms(read)
                }) {
            told(report);
        }
        boolean other = !read.host().fingerprint().equals(known.host().fingerprint());
        if (other && gate.against(known, read, Set.of(), Set.of()).verdict() == Verdict.PASS) {
            throw new AssertionError("a result of another host passes");
        }
        Comparison comparison = Comparison.of(known, read, Set.of(), Set.of());
        ComparisonText.plain(comparison);
        ComparisonText.csv(comparison);
        ComparisonText.json(comparison);
    }

    private static void told(GateReport report) {
        GateText.plain(report);
        GateText.markdown(report);
        GateJson.of(report);
        JUnitXml.of(report, false, Duration.ZERO);
    }
}
