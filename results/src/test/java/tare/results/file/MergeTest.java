package tare.results.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tare.results.failure.InputError;
import tare.results.model.Cell;
import tare.results.model.HostFact;
import tare.results.model.HostFacts;
import tare.results.model.Label;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.Tool;

/** Several results as one. */
class MergeTest {

    @TempDir Path directory;

    private final RunResult first = ResultFixtures.result();

    @Test
    void roundsOfOneHostGoOn() throws IOException {
        RunResult merged = merge(first, later(first.host(), first.tool()));
        assertEquals(first.cells().size(), merged.cells().size());
        assertEquals(2 * ResultFixtures.ROUNDS, merged.plan().rounds());
        for (int i = 0; i < merged.cells().size(); i++) {
            Cell cell = merged.cells().get(i);
            if (cell.outcome() instanceof Outcome.Measured measured) {
                Outcome.Measured once = (Outcome.Measured) first.cells().get(i).outcome();
                assertEquals(2 * once.rounds().size(), measured.rounds().size());
                assertEquals(2 * once.summary().count(), measured.summary().count());
                assertEquals(
                        once.rounds().get(0).round() + ResultFixtures.ROUNDS,
                        measured.rounds().get(once.rounds().size()).round());
            }
        }
        valid(merged);
    }

    @Test
    void cellsOfSeveralHostsAreKeptApartAndComparableToNone() throws IOException {
        HostFacts other =
                new HostFacts(
                        "cd".repeat(32), new TreeMap<>(Map.of(HostFact.ARCHITECTURE, "x86_64")));
        Tool newer =
                new Tool(
                        "0.1.0",
                        "unknown",
                        first.tool().methods(),
                        new TreeMap<>(Map.of("jmh", "1.38")));
        RunResult merged = merge(first, later(other, newer));
        assertEquals(2 * first.cells().size(), merged.cells().size());
        assertTrue(
                merged.cells().stream()
                        .allMatch(
                                cell ->
                                        cell.key()
                                                        .parameters()
                                                        .getOrDefault(Merge.HOST, "")
                                                        .length()
                                                == 12));
        assertNotEquals(first.host().fingerprint(), merged.host().fingerprint());
        assertNotEquals(other.fingerprint(), merged.host().fingerprint());
        assertEquals(Map.of(HostFact.ARCHITECTURE, "x86_64"), merged.host().values());
        assertEquals("1.37 | 1.38", merged.tool().versions().get("jmh"));
        valid(merged);
    }

    @Test
    void whatIsNotOfOneKindIsRefused() {
        assertThrows(InputError.class, () -> merge(first, first));
        Tool other =
                new Tool(
                        "0.1.0",
                        "unknown",
                        first.tool().methods(),
                        new TreeMap<>(Map.of("jmh", "1.38")));
        InputError error =
                assertThrows(InputError.class, () -> merge(first, later(first.host(), other)));
        assertTrue(error.why().contains("jmh was 1.38"), error.why());
        RunResult huge = later(first.host(), first.tool());
        RunResult endless =
                new RunResult(
                        huge.id(),
                        "2026-11-20T00:00:00Z",
                        huge.state(),
                        huge.tool(),
                        huge.host(),
                        new Plan(
                                1,
                                "quick",
                                huge.plan().experiments(),
                                huge.plan().backends(),
                                Integer.MAX_VALUE,
                                huge.plan().parameters(),
                                huge.plan().steps()),
                        huge.cells(),
                        huge.warnings());
        assertThrows(InputError.class, () -> merge(first, endless));
    }

    @ParameterizedTest
    @EnumSource(Outcome.Kind.class)
    void onlyWhatFailedInOneRunMakesACellPartial(Outcome.Kind kind) throws IOException {
        RunResult second = later(first.host(), first.tool());
        Cell measured =
                first.cells().stream()
                        .filter(cell -> cell.outcome() instanceof Outcome.Measured)
                        .findFirst()
                        .orElseThrow();
        Cell lost =
                new Cell(
                        measured.key(),
                        measured.backendClass(),
                        1,
                        measured.labels(),
                        measured.channel(),
                        new Outcome.Absent(kind, "there was none", ""));
        RunResult without =
                new RunResult(
                        second.id(),
                        second.createdAt(),
                        second.state(),
                        second.tool(),
                        second.host(),
                        second.plan(),
                        second.cells().stream()
                                .map(cell -> cell.key().equals(lost.key()) ? lost : cell)
                                .toList(),
                        second.warnings());
        RunResult merged = merge(first, without);
        Cell found =
                merged.cells().stream()
                        .filter(cell -> cell.key().equals(lost.key()))
                        .findFirst()
                        .orElseThrow();
        assertEquals(kind == Outcome.Kind.FAILED, found.labels().contains(Label.PARTIAL));
        assertTrue(found.outcome() instanceof Outcome.Measured);
        valid(merged);
    }

    private RunResult later(HostFacts host, Tool tool) {
        Plan plan = first.plan();
        Plan other =
                new Plan(
                        7,
                        plan.profile(),
                        plan.experiments(),
                        plan.backends(),
                        plan.rounds(),
                        plan.parameters(),
                        plan.steps());
        return new RunResult(
                ResultWriter.id(other, first.cells()),
                "2026-11-25T21:00:00Z",
                first.state(),
                tool,
                host,
                other,
                first.cells(),
                first.warnings());
    }

    private static RunResult merge(RunResult one, RunResult two) {
        return Merge.of(new TreeMap<>(Map.of("one.json", one, "two.json", two)));
    }

    private void valid(RunResult merged) throws IOException {
        Path file = directory.resolve("merged.json");
        new ResultWriter().write(merged, file);
        assertEquals(
                java.util.List.of(),
                ResultValidator.check(new ByteArrayInputStream(Files.readAllBytes(file)))
                        .findings());
    }
}
