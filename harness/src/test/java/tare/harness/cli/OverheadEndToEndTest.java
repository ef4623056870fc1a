package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.linux.Kernel;
import tare.harness.linux.Needs;
import tare.harness.linux.Syscall;
import tare.results.file.ResultReader;
import tare.results.model.Cell;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunResult;

/** The same work inside and outside, from option to page, and the end of a driver in its midst. */
@Tag("kernel")
class OverheadEndToEndTest {

    private static final List<String> SHORT =
            List.of(
                    "run",
                    "overhead",
                    "--rounds",
                    "2",
                    "--seed",
                    "7",
                    "--concurrent",
                    "--out",
                    "out",
                    "--set",
                    "overhead.warmups=1",
                    "--set",
                    "overhead.warmup-ms=50",
                    "--set",
                    "overhead.iteration-ms=50",
                    "--set",
                    "overhead.kernel-chunks=2");

    @TempDir private Path directory;

    private static String[] run(String... more) {
        List<String> arguments = new ArrayList<>(SHORT);
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static boolean root() {
        return new Kernel().call(Syscall.GETEUID) == 0;
    }

    @Test
    void measuresInsideAndOutside() throws Exception {
        Needs.that(root(), "needs root");
        TareProcess tare = new TareProcess(directory);
        TareProcess.Ended ended =
                tare.run(
                        run(
                                "--backend",
                                "namespace,kvm",
                                "--workload",
                                "^(linpack|system-call|kernel-integer-loop)$"));
        assertTrue(ended.status() == 0, ended.err());
        assertTrue(ended.err().contains("'process' is weighed too"), ended.err());
        assertTrue(ended.err().contains("proof: "), ended.err());
        assertTrue(ended.err().contains("was not measuring"), ended.err());
        RunResult result = new ResultReader().read(directory.resolve("out/result.json")).result();
        assertEquals(3, samples(result, "process", "linpack", Metric.OVERHEAD_SCORE));
        assertEquals(3, samples(result, "namespace", "system-call", Metric.OVERHEAD_SCORE));
        assertEquals(1, samples(result, "namespace", "linpack", Metric.OVERHEAD_RATIO));
        assertEquals(1, samples(result, "namespace", "canary", Metric.JVM_PROCESSORS));
        assertTrue(samples(result, "kvm", "kernel-integer-loop", Metric.OVERHEAD_SCORE) > 0);
        Outcome skipped = cell(result, "kvm", "linpack", Metric.OVERHEAD_SCORE).outcome();
        assertEquals(Outcome.Kind.SKIPPED, ((Outcome.Absent) skipped).kind());
        Path json = directory.resolve("out/exports/jmh/overhead-r1-namespace/linpack.n-300.json");
        assertTrue(Files.readString(json).contains("\"benchmark\""), "JMH's own result");
        assertEquals(List.of(), ofRuns());
    }

    /**
     * By the heap and the class path of a run, not of a test; what the guest's JVM says comes over
     * its console, since its files are its own.
     */
    @Test
    void aJvmRunsInAGuestOfLinux() throws Exception {
        Needs.that(root(), "needs root");
        Needs.that(
                Files.isExecutable(Path.of("/usr/bin/qemu-system-x86_64"))
                        && Files.isDirectory(Path.of("/var/cache/tare/kernels")),
                "no QEMU, or no kernel for guests: tare setup qemu");
        String[] once = run("--backend", "qemu:microvm-tcg", "--workload", "^clock-gettime$");
        once[List.of(once).indexOf("--rounds") + 1] = "1";
        TareProcess.Ended ended = new TareProcess(directory).run(once);
        assertTrue(ended.status() == 0, ended.err());
        RunResult result = new ResultReader().read(directory.resolve("out/result.json")).result();
        for (Metric metric : List.of(Metric.OVERHEAD_SCORE, Metric.OVERHEAD_RATIO)) {
            Outcome outcome = cell(result, "qemu:microvm-tcg", "clock-gettime", metric).outcome();
            assertTrue(outcome instanceof Outcome.Measured, metric + ": " + outcome);
        }
        assertTrue(
                cell(result, "qemu:microvm-tcg", "canary", Metric.JVM_MEMORY).outcome()
                        instanceof Outcome.Measured);
    }

    @Test
    void aWorkloadThatIsNoneIsRefused() throws Exception {
        TareProcess.Ended ended =
                new TareProcess(directory).run("run", "overhead", "--workload", "linpak");
        assertEquals(2, ended.status(), ended.err());
        assertTrue(ended.err().contains("did you mean linpack?"), ended.err());
        assertFalse(Files.exists(directory.resolve("tare-out")));
    }

    /** Hosts' JVMs, JVMs inside, wrappers: all end with the driver, however it ends. */
    @Test
    void aKilledDriverLeavesNothing() throws Exception {
        Needs.that(root(), "needs root");
        TareProcess tare = new TareProcess(directory);
        Process run = tare.start(run("--backend", "process,namespace", "--workload", "linpack"));
        List<ProcessHandle> all = awaitInside(run);
        run.destroyForcibly();
        tare.await(run);
        for (ProcessHandle one : all) {
            one.onExit().get(60, java.util.concurrent.TimeUnit.SECONDS);
        }
        assertEquals(0, tare.run("clean").status());
        assertEquals(List.of(), ofRuns());
    }

    /** Tests beside this one name their instances otherwise. */
    private static List<String> ofRuns() throws IOException {
        return Leftovers.found().stream()
                .filter(left -> left.matches(".*(tare-[0-9a-f]{8}-|/runs/).*"))
                .toList();
    }

    /** Waits until a JVM runs inside an instance; all descendants of the driver then. */
    private static List<ProcessHandle> awaitInside(Process run) throws IOException {
        while (run.isAlive()) {
            List<ProcessHandle> all = run.descendants().toList();
            for (ProcessHandle one : all) {
                if (commandLine(one.pid()).contains("tare.workloads.inside.ForkInside")) {
                    return all;
                }
            }
            Thread.onSpinWait();
        }
        throw new IOException("the run ended before a fork was seen");
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(
                    Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private static int samples(RunResult result, String backend, String workload, Metric metric) {
        Outcome outcome = cell(result, backend, workload, metric).outcome();
        assertTrue(outcome instanceof Outcome.Measured, backend + " " + workload + ": " + outcome);
        Outcome.Measured measured = (Outcome.Measured) outcome;
        assertEquals(2, measured.rounds().size(), backend + " " + workload);
        return measured.rounds().get(0).samples().count();
    }

    private static Cell cell(RunResult result, String backend, String workload, Metric metric) {
        return cells(result)
                .filter(cell -> cell.key().backend().equals(backend))
                .filter(cell -> cell.key().workload().equals(workload))
                .filter(cell -> cell.key().metric() == metric)
                .findFirst()
                .orElseThrow(() -> new AssertionError(backend + " " + workload + " " + metric));
    }

    private static Stream<Cell> cells(RunResult result) {
        return result.cells().stream();
    }
}
