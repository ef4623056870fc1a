package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.host.HostMemory;
import tare.harness.linux.MarkedProcesses;
import tare.results.file.ResultReader;
import tare.results.model.Cell;
import tare.results.model.Metric;
import tare.results.model.Outcome;

/** Density and churn as commands, and the host beside them. */
@Tag("kernel")
class CrowdsEndToEndTest {

    @TempDir private Path directory;

    private List<Cell> cells(String out) {
        return new ResultReader()
                .read(directory.resolve(out).resolve("result.json"))
                .result()
                .cells();
    }

    private static double figure(List<Cell> cells, String backend, Metric metric) {
        return cells.stream()
                .filter(cell -> cell.key().backend().equals(backend))
                .filter(cell -> cell.key().metric() == metric)
                .flatMap(
                        cell ->
                                cell.outcome() instanceof Outcome.Measured measured
                                        ? Stream.of(measured.summary().p50())
                                        : Stream.of())
                .findFirst()
                .orElse(Double.NaN);
    }

    private static List<String> limits(List<Cell> cells, String backend) {
        return cells.stream()
                .filter(cell -> cell.key().backend().equals(backend))
                .filter(cell -> cell.key().metric() == Metric.DENSITY_LIMIT)
                .map(cell -> cell.key().parameters().get("limit"))
                .toList();
    }

    @Test
    void densityAndChurnHaveFiguresAndAPage() throws IOException, InterruptedException {
        TareProcess.Ended ended =
                new TareProcess(directory)
                        .run(
                                "run",
                                "density",
                                "churn",
                                "--backend",
                                "process,namespace,kvm",
                                "--max",
                                "60",
                                "--duration",
                                "2s",
                                "--concurrent",
                                "--out",
                                "out");
        assertEquals(0, ended.status(), ended.err());
        List<Cell> cells = cells("out");
        for (String backend : List.of("process", "namespace", "kvm")) {
            if (limits(cells, backend).isEmpty() && backend.equals("kvm")) {
                continue; // no KVM here: its cell says so
            }
            assertEquals(List.of("cap"), limits(cells, backend));
            assertEquals(60, figure(cells, backend, Metric.DENSITY_INSTANCES), backend);
            assertTrue(figure(cells, backend, Metric.STAGE_STOPPED) > 0, backend);
            assertTrue(figure(cells, backend, Metric.CHURN_DESCRIPTORS) > 0, backend);
        }
        String page = Files.readString(directory.resolve("out/report.html"));
        assertTrue(page.contains("id=\"density\""), "the section");
        assertEquals(List.of(), Leftovers.found());
    }

    /** Somebody else takes the memory down to the floor: nothing more is started. */
    @Test
    void theHostKeepsItsFloorBesideAHog() throws IOException, InterruptedException {
        HostMemory host = HostMemory.read();
        long percent = 100 * (host.availableBytes() - (600L << 20)) / host.totalBytes();
        Process hog =
                new ProcessBuilder("/bin/sh", "-c", "head -c 900m /dev/zero | tail")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            TareProcess.Ended ended =
                    new TareProcess(directory)
                            .run(
                                    "run",
                                    "density",
                                    "--backend",
                                    "process",
                                    "--max",
                                    "100000",
                                    "--duration",
                                    "60s",
                                    "--memory-floor",
                                    Long.toString(Math.max(1, Math.min(90, percent))),
                                    "--concurrent",
                                    "--out",
                                    "out");
            assertEquals(0, ended.status(), ended.err());
            assertEquals(List.of("memory-floor"), limits(cells("out"), "process"), ended.err());
            assertTrue(ended.err().contains("memory-floor"), ended.err());
        } finally {
            hog.descendants().forEach(ProcessHandle::destroyForcibly);
            hog.destroyForcibly();
        }
        assertEquals(List.of(), Leftovers.found());
    }

    /** A cgroup that allows few tasks: clone says EAGAIN, and the run goes on to its end. */
    @Test
    void saysThatTasksRanOut() throws IOException, InterruptedException {
        Path group = Path.of("/sys/fs/cgroup/pids/tare-test-" + ProcessHandle.current().pid());
        tare.harness.linux.Needs.that(
                Files.isWritable(Path.of("/sys/fs/cgroup/pids")), "version 1 of the pids cgroup");
        Files.createDirectory(group);
        try {
            Files.writeString(group.resolve("pids.max"), "260");
            TareProcess tare = new TareProcess(directory);
            Process process =
                    tare.startUnder(
                            List.of(
                                    "/bin/sh",
                                    "-c",
                                    "echo $$ >" + group + "/cgroup.procs; exec \"$@\"",
                                    "sh"),
                            "run",
                            "density",
                            "--backend",
                            "process",
                            "--max",
                            "900",
                            "--set",
                            "density.launchers=1",
                            "--concurrent",
                            "--out",
                            "out");
            TareProcess.Ended ended = tare.await(process);
            assertEquals(0, ended.status(), ended.err());
            assertEquals(List.of("pid-max"), limits(cells("out"), "process"), ended.err());
            assertTrue(ended.err().contains("EAGAIN"), ended.err());
        } finally {
            Files.delete(group);
        }
        assertEquals(List.of(), Leftovers.found());
    }

    /** SIGKILL with all alive: nothing is left once it was cleaned. */
    @Test
    void killedWithACrowdAliveThenCleaned() throws IOException, InterruptedException {
        TareProcess tare = new TareProcess(directory);
        List<String> command =
                new ArrayList<>(List.of("run", "density", "--backend", "namespace", "--max"));
        command.addAll(List.of("5000", "--duration", "100s", "--concurrent", "--out", "out"));
        Process process = tare.start(command.toArray(String[]::new));
        int most = 0;
        for (int i = 0; i < 600 && most < 200 && process.isAlive(); i++) {
            process.waitFor(100, TimeUnit.MILLISECONDS);
            most = MarkedProcesses.find("density-r0-0-h0").size();
        }
        assertTrue(most >= 200, most + " are alive");
        process.destroyForcibly().waitFor();
        TareProcess.Ended ended = tare.run("clean");
        assertEquals(0, ended.status(), ended.err());
        assertEquals(List.of(), Leftovers.found());
    }
}
