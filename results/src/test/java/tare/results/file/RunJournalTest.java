package tare.results.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.results.failure.InputError;
import tare.results.failure.OutputError;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Step;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

class RunJournalTest {

    private static final List<Step> STEPS = ResultFixtures.header().plan().steps();

    @TempDir Path directory;

    @Test
    void aRunInTwoSessionsGivesTheSameResultAsInOne() throws IOException {
        RunResult whole = run(directory.resolve("whole"), STEPS.size(), RunState.COMPLETE);
        Path file = directory.resolve("split");
        try (RunJournal journal = RunJournal.create(Files.createDirectory(file), header())) {
            journal.extra(ResultFixtures.extras());
            STEPS.subList(0, 4).forEach(step -> journal.append(ResultFixtures.record(step)));
        }
        try (RunJournal journal = RunJournal.resume(file)) {
            assertEquals(header(), journal.header());
            assertEquals(Set.copyOf(STEPS.subList(0, 4)), journal.completed());
            STEPS.subList(4, 6).forEach(step -> journal.append(ResultFixtures.record(step)));
            assertEquals(
                    whole, journal.finish(RunState.COMPLETE, ResultFixtures.host(), List.of()));
        }
        assertEquals(whole, new ResultReader().read(file.resolve("result.json")).result());
        assertFalse(Files.exists(file.resolve("run.journal")));
    }

    @Test
    void aPartialRunSaysWhichCellsLackRoundsAndCanGoOn() throws IOException {
        RunResult partial = run(directory, 5, RunState.PARTIAL);
        assertTrue(cell(partial, "namespace").labels().contains(Label.PARTIAL));
        assertFalse(cell(partial, "process").labels().contains(Label.PARTIAL));
        assertTrue(Files.exists(directory.resolve("result.json")));
        try (RunJournal journal = RunJournal.resume(directory)) {
            journal.append(ResultFixtures.record(STEPS.get(5)));
            RunResult whole = journal.finish(RunState.COMPLETE, ResultFixtures.host(), List.of());
            assertFalse(cell(whole, "namespace").labels().contains(Label.PARTIAL));
        }
    }

    @Test
    void theFileIsPrivateAndNeverOverwritten() throws IOException {
        RunJournal.create(directory, header()).close();
        Path file = directory.resolve("run.journal");
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        OutputError error =
                assertThrows(OutputError.class, () -> RunJournal.create(directory, header()));
        assertTrue(error.remedy().contains("--resume"));
    }

    @Test
    void twoProcessesDoNotAppendToOneFile() {
        try (RunJournal journal = RunJournal.create(directory, header())) {
            assertThrows(OutputError.class, () -> RunJournal.resume(directory));
            journal.append(ResultFixtures.record(STEPS.get(0)));
        }
    }

    @Test
    void aTornLastLineIsCutOffAndTold() throws IOException {
        run(directory, 2, RunState.PARTIAL);
        Path file = directory.resolve("run.journal");
        long whole = Files.size(file);
        Files.writeString(file, "{\"step\":{\"round\":1", StandardOpenOption.APPEND);
        try (RunJournal journal = RunJournal.resume(directory)) {
            assertEquals(Set.copyOf(STEPS.subList(0, 2)), journal.completed());
            assertEquals(whole, Files.size(file));
            Warning torn = journal.warnings().get(0);
            assertEquals(WarningKind.DISCARDED, torn.kind());
            assertTrue(torn.detail().contains("18 bytes"), torn.detail());
            assertTrue(
                    journal.assemble(RunState.PARTIAL, ResultFixtures.host(), List.of())
                            .warnings()
                            .contains(torn));
        }
    }

    @Test
    void damageBeforeTheLastLineIsAnErrorThatSaysWhere() throws IOException {
        run(directory, 3, RunState.PARTIAL);
        Path file = directory.resolve("run.journal");
        List<String> lines = Files.readAllLines(file);
        lines.set(2, lines.get(2).replace("\"fragments\"", "\"fragments"));
        Files.write(file, lines);
        InputError error = assertThrows(InputError.class, () -> RunJournal.resume(directory));
        assertEquals(file.toString(), error.where());
        assertTrue(error.why().startsWith("line 3: "), error.why());
    }

    @Test
    void aStepIsDoneOnce() throws IOException {
        try (RunJournal journal = RunJournal.create(directory, header())) {
            journal.append(ResultFixtures.record(STEPS.get(0)));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> journal.append(ResultFixtures.record(STEPS.get(0))));
        }
        Path file = directory.resolve("run.journal");
        String last = Files.readAllLines(file).get(1);
        Files.writeString(file, last + "\n", StandardOpenOption.APPEND);
        assertThrows(InputError.class, () -> RunJournal.resume(directory));
    }

    @Test
    void noJournalIsAnInputError() throws IOException {
        assertThrows(InputError.class, () -> RunJournal.resume(directory));
        Files.writeString(directory.resolve("run.journal"), "");
        InputError error = assertThrows(InputError.class, () -> RunJournal.resume(directory));
        assertTrue(error.why().contains("ends before its first line"), error.why());
    }

    @Test
    void extrasReplaceWhatWasSaidOfTheSameCells() {
        try (RunJournal journal = RunJournal.create(directory, header())) {
            CellKey key = ResultFixtures.ready("kvm");
            journal.extra(List.of(ResultFixtures.absent(key, Outcome.Kind.SKIPPED)));
            journal.extra(List.of(ResultFixtures.absent(key, Outcome.Kind.FAILED)));
            Outcome.Absent absent = (Outcome.Absent) onlyCell(journal).outcome();
            assertEquals(Outcome.Kind.FAILED, absent.kind());
        }
    }

    @Test
    void aCellWithRoundsAndFailuresIsMeasuredWithAWarning() {
        try (RunJournal journal = RunJournal.create(directory, header())) {
            CellKey key = ResultFixtures.ready("process");
            journal.append(
                    new StepRecord(
                            STEPS.get(0),
                            List.of(
                                    ResultFixtures.measured(
                                            STEPS.get(0), Metric.STAGE_READY, 3, 1, 2)),
                            List.of()));
            Fragment failed =
                    Fragment.of(
                            key,
                            tare.results.model.BackendClass.PROCESS,
                            1,
                            Set.of(Label.NOISY),
                            "pipe",
                            new Outcome.Absent(Outcome.Kind.FAILED, "clone: EAGAIN", ""));
            journal.append(new StepRecord(STEPS.get(3), List.of(failed), List.of()));
            RunResult result =
                    journal.assemble(RunState.COMPLETE, ResultFixtures.host(), List.of());
            Cell cell = result.cells().get(0);
            Outcome.Measured measured = (Outcome.Measured) cell.outcome();
            assertEquals(2, measured.summary().p50());
            assertEquals("type7-median,type1-tail", measured.summary().estimator());
            assertEquals(Set.of(Label.NOISY, Label.PARTIAL), cell.labels());
            assertEquals(
                    List.of(
                            new Warning(
                                    WarningKind.PARTIAL,
                                    "boot process stage.ready: clone: EAGAIN")),
                    result.warnings());
        }
    }

    @Test
    void warningsAreToldOnce() {
        Warning warning = new Warning(WarningKind.LOAD, "2.0");
        try (RunJournal journal = RunJournal.create(directory, header())) {
            journal.append(new StepRecord(STEPS.get(0), List.of(), List.of(warning)));
            journal.append(new StepRecord(STEPS.get(1), List.of(), List.of(warning)));
            assertEquals(
                    List.of(warning),
                    journal.assemble(RunState.PARTIAL, ResultFixtures.host(), List.of(warning))
                            .warnings());
        }
    }

    private RunResult run(Path where, int steps, RunState state) throws IOException {
        try (RunJournal journal = RunJournal.create(Files.createDirectories(where), header())) {
            journal.extra(ResultFixtures.extras());
            STEPS.subList(0, steps).forEach(step -> journal.append(ResultFixtures.record(step)));
            return journal.finish(state, ResultFixtures.host(), List.of());
        }
    }

    private static RunHeader header() {
        return ResultFixtures.header();
    }

    private static Cell onlyCell(RunJournal journal) {
        List<Cell> cells =
                journal.assemble(RunState.COMPLETE, ResultFixtures.host(), List.of()).cells();
        assertEquals(1, cells.size());
        return cells.get(0);
    }

    private static Cell cell(RunResult result, String backend) {
        return result.cells().stream()
                .filter(cell -> cell.key().equals(ResultFixtures.ready(backend)))
                .findFirst()
                .orElseThrow();
    }
}
