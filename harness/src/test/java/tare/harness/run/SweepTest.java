package tare.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.experiment.StepOutcome;
import tare.results.file.RunHeader;
import tare.results.file.RunJournal;
import tare.results.model.Cell;
import tare.results.model.HostFacts;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Step;
import tare.results.model.Tool;
import tare.results.model.Warning;
import tare.simulators.catalogue.Calibration;
import tare.simulators.scenario.Scenario;
import tare.simulators.scenario.file.PlacementScenarios;
import tare.simulators.scenario.file.ScenarioFiles;
import tare.simulators.scenario.file.ScenarioKind.Loaded;
import tare.simulators.scenario.file.TraceFiles;

class SweepTest {

    private static final Map<String, String> SMALL =
            Map.of("workload.count", "200", "repeats", "2", "growth", "0.5,1");

    @TempDir private Path directory;

    @Test
    void numberOfThreadsDoesNotShow() throws IOException {
        RunResult one = run("one", 1, new Cancellation());
        RunResult four = run("four", 4, new Cancellation());

        assertEquals(one.id(), four.id());
        assertEquals(one.cells(), four.cells());
        assertEquals(RunState.COMPLETE, one.state());
        assertFalse(Files.exists(directory.resolve("one/run.journal")));
    }

    @Test
    void cellsAreLabelledAndHaveARoundForEachRepeat() throws IOException {
        RunResult result = run("labelled", 2, new Cancellation());

        Set<Metric> metrics = new TreeSet<>();
        for (Cell cell : result.cells()) {
            metrics.add(cell.key().metric());
            assertTrue(cell.labels().contains(Label.SIMULATED), cell.toString());
            assertEquals(
                    cell.key().backend().equals("process") ? Set.of() : Set.of(Label.PUBLISHED),
                    Set.copyOf(
                            cell.labels().stream()
                                    .filter(label -> label == Label.PUBLISHED)
                                    .toList()),
                    cell.toString());
            assertEquals(2, ((tare.results.model.Outcome.Measured) cell.outcome()).rounds().size());
        }
        assertEquals(
                Set.of(
                        Metric.FLEET_HOSTS,
                        Metric.FLEET_BOUND,
                        Metric.FLEET_REJECTED,
                        Metric.FLEET_UTILISATION,
                        Metric.FLEET_STRANDED),
                metrics);
    }

    @Test
    void whatIsEndedEarlyIsKeptAndGoneOnWith() throws IOException {
        Cancellation cancellation = new Cancellation();
        RunResult partial =
                run(
                        "cut",
                        2,
                        cancellation,
                        new Quiet() {
                            @Override
                            public void stepDone(Step step, StepOutcome outcome) {
                                if (step.order() == 3) {
                                    cancellation.request();
                                }
                            }
                        });
        assertEquals(RunState.PARTIAL, partial.state());
        assertTrue(Files.exists(directory.resolve("cut/run.journal")));
        assertFalse(partial.cells().isEmpty());

        Loaded<Scenario> loaded = loaded();
        RunResult whole;
        try (RunJournal journal = RunJournal.resume(directory.resolve("cut"))) {
            whole =
                    new Sweep(2, new Quiet(), new Cancellation())
                            .run(
                                    loaded.scenario(),
                                    journal,
                                    TraceFiles.of(loaded.scenario()),
                                    List.of());
        }
        assertEquals(run("whole", 2, new Cancellation()).id(), whole.id());
    }

    private RunResult run(String name, int threads, Cancellation cancellation) throws IOException {
        return run(name, threads, cancellation, new Quiet());
    }

    private RunResult run(String name, int threads, Cancellation cancellation, Progress progress)
            throws IOException {
        Loaded<Scenario> loaded = loaded();
        Plan plan = Sweep.plan(loaded.scenario(), "quick", loaded.text());
        RunHeader header =
                new RunHeader(
                        "2026-01-01T00:00:00Z",
                        new Tool("0", "unknown", new TreeMap<>(), new TreeMap<>()),
                        new HostFacts("none", new TreeMap<>()),
                        plan);
        Path own = Files.createDirectory(directory.resolve(name));
        try (RunJournal journal = RunJournal.create(own, header)) {
            return new Sweep(threads, progress, cancellation)
                    .run(loaded.scenario(), journal, TraceFiles.of(loaded.scenario()), List.of());
        }
    }

    private static Loaded<Scenario> loaded() {
        return new PlacementScenarios(Calibration::none)
                .read(ScenarioFiles.find(PlacementScenarios.USUAL), SMALL)
                .orElseThrow();
    }

    private static class Quiet implements Progress {
        @Override
        public void planned(Plan plan, Path output, int done, long estimateNanos) {}

        @Override
        public void skipped(String backend, String reason, String remedy) {}

        @Override
        public void stepStarted(Step step) {}

        @Override
        public void stepDone(Step step, StepOutcome outcome) {}

        @Override
        public void warned(Warning warning) {}

        @Override
        public void finished(RunResult result) {}
    }
}
