package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.results.file.ResultReader;
import tare.results.model.Cell;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunResult;
import tare.results.model.RunState;

/** The main job from option to page, with real processes, containers and guests. */
@Tag("kernel")
class RunEndToEndTest {

    /** Not what else this host happens to have: each backend has tests of its own. */
    private static final String EACH_KIND = "process,namespace,kvm,runc";

    private static final List<String> SHORT =
            List.of(
                    "--rounds",
                    "2",
                    "--seed",
                    "7",
                    "--concurrent",
                    "--set",
                    "boot.launches=20",
                    "--set",
                    "boot.calibrations=2",
                    "--set",
                    "footprint.rounds=1",
                    "--set",
                    // What it weighs is not looked at here.
                    "footprint.settle-permille=1000",
                    "--set",
                    "footprint.ladder=0,10,20");

    @TempDir private Path directory;

    private String[] run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(SHORT);
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private RunResult result(String out) {
        return new ResultReader().read(directory.resolve(out).resolve("result.json")).result();
    }

    @Test
    void endsWithResultAndPage() throws IOException, InterruptedException {
        TareProcess tare = new TareProcess(directory);
        TareProcess.Ended ended = tare.run(run("--backend", EACH_KIND));
        assertEquals(0, ended.status(), ended.err());
        assertTrue(ended.out().contains("Report: "), ended.out());
        assertFalse(ended.err().contains("\u001b"), "control characters without a terminal");
        RunResult result = result("tare-out/latest");
        assertEquals(RunState.COMPLETE, result.state());
        for (String backend : result.plan().backends()) {
            Cell ready =
                    result.cells().stream()
                            .filter(cell -> cell.key().metric() == Metric.STAGE_READY)
                            .filter(cell -> cell.key().backend().equals(backend))
                            .findFirst()
                            .orElseThrow();
            if (ready.outcome() instanceof Outcome.Measured measured) {
                assertEquals(40, measured.summary().count(), backend);
            }
        }
        assertTrue(
                result.cells().stream()
                        .filter(cell -> cell.key().metric() == Metric.FLEET_HOSTS)
                        .allMatch(cell -> cell.labels().contains(Label.SIMULATED)));
        assertTrue(Files.exists(directory.resolve("tare-out/latest/report.html")));
        assertEquals(List.of(), Leftovers.found());
    }

    @Test
    void terminatedKeepsThePartialResultAndGoesOn() throws IOException, InterruptedException {
        // Of no backend in the plan: it is not to be asked anything, when the run goes on neither.
        Path other = Files.writeString(directory.resolve("bwrap"), "#!/bin/sh\n>$0.asked\n");
        assertTrue(other.toFile().setExecutable(true));
        TareProcess tare =
                new TareProcess(directory, Map.of("PATH", directory + ":" + System.getenv("PATH")));
        Process process = tare.start(run("--backend", "process,namespace", "--out", "out"));
        Path journal = directory.resolve("out/run.journal");
        // Ends the run once its second step has begun; bounded, should it never begin.
        for (int i = 0; i < 600 && lines(journal) < 3 && process.isAlive(); i++) {
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        process.destroy();
        TareProcess.Ended ended = tare.await(process);
        assertEquals(143, ended.status(), ended.err());
        assertEquals(RunState.PARTIAL, result("out").state());
        assertTrue(Files.exists(directory.resolve("out/report.html")));
        assertEquals(List.of(), Leftovers.found());

        TareProcess.Ended resumed = tare.run("run", "--resume", "--out", "out", "--concurrent");
        assertEquals(0, resumed.status(), resumed.err());
        assertEquals(RunState.COMPLETE, result("out").state());
        assertFalse(Files.exists(directory.resolve("bwrap.asked")), "bubblewrap was asked");
    }

    @Test
    void oneSeedGivesOneOrder() throws IOException, InterruptedException {
        TareProcess tare = new TareProcess(directory);
        String[] dry = run("--backend", EACH_KIND, "--dry-run", "--json", "--out", "out");
        TareProcess.Ended first = tare.run(dry);
        assertEquals(0, first.status(), first.err());
        TareProcess.Ended again = tare.run(dry);
        // The estimate rests on launches that were timed for it.
        assertEquals(order(first.out()), order(again.out()));
        assertTrue(order(first.out()).contains("\"backend\" : \"runc\""));
        assertFalse(Files.exists(directory.resolve("out")));
    }

    @Test
    void tellsWhatIsWrongByItsExitCode() throws IOException, InterruptedException {
        TareProcess tare = new TareProcess(directory);
        Files.writeString(directory.resolve("mine.txt"), "keep");
        assertEquals(6, tare.run(run("--backend", "process", "--out", ".")).status());
        assertEquals(2, tare.run(run("--backend", "namspace")).status());
        assertEquals(2, tare.run(run("--profile", "fast")).status());
        assertEquals(2, tare.run(run("--backend", "process", "--pin", "4096")).status());
        assertEquals(2, tare.run("run", "--no-such-option").status());
        assertEquals(2, tare.run(run("--resume")).status());
        assertEquals(5, tare.run("report", "mine.txt").status());
        assertEquals(5, tare.run("report", "missing.json").status());
        TareProcess.Ended ended = tare.run("report", "mine.txt");
        assertTrue(ended.err().contains("remedy:"), ended.err());
    }

    private static String order(String plan) {
        return plan.substring(plan.indexOf("\"steps\""));
    }

    private static long lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        return Files.readString(file).chars().filter(c -> c == '\n').count();
    }
}
