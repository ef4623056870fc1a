package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.linux.Kernel;
import tare.harness.linux.Needs;
import tare.harness.linux.Syscall;
import tare.results.file.ResultReader;
import tare.results.model.Cell;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunResult;

/** Ladder, storm and divergence, from option to page. */
@Tag("kernel")
class LoadsEndToEndTest {

    /** Lets the time of day jump by hours, back and forth, at each reading. */
    private static final String JUMPING =
            """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <sys/time.h>
            #include <time.h>
            static long jump(void) { static long n; return (n++ % 7 - 3) * 3600; }
            int clock_gettime(clockid_t c, struct timespec *t) {
                int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
                int result = real(c, t);
                if (c == CLOCK_REALTIME) { t->tv_sec += jump(); }
                return result;
            }
            int gettimeofday(struct timeval *t, void *z) {
                struct timespec now;
                clock_gettime(CLOCK_REALTIME, &now);
                t->tv_sec = now.tv_sec;
                t->tv_usec = now.tv_nsec / 1000;
                return 0;
            }
            """;

    @TempDir private Path directory;

    private static String[] run(String experiment, String backends, String... more) {
        List<String> arguments = new ArrayList<>(List.of("run", experiment, "--backend", backends));
        arguments.addAll(List.of("--rounds", "1", "--seed", "5", "--concurrent", "--out", "out"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private RunResult result() {
        return new ResultReader().read(directory.resolve("out/result.json")).result();
    }

    private static List<Cell> cells(RunResult result, String backend, Metric metric) {
        return result.cells().stream()
                .filter(cell -> cell.key().backend().equals(backend))
                .filter(cell -> cell.key().metric() == metric)
                .toList();
    }

    private static double middle(Cell cell) {
        return ((Outcome.Measured) cell.outcome()).summary().p50();
    }

    private static void needRoot() {
        Needs.that(new Kernel().call(Syscall.GETEUID) == 0, "needs root");
    }

    private String page() throws IOException {
        return Files.readString(directory.resolve("out/report.html"));
    }

    @Test
    void aLadderTakesContainersAndGuestsApart() throws Exception {
        needRoot();
        Needs.that(Files.isWritable(Path.of("/dev/kvm")), "needs /dev/kvm");
        TareProcess.Ended ended =
                new TareProcess(directory)
                        .run(run("ladder", "process,namespace,kvm", "--set", "ladder.launches=3"));
        assertEquals(0, ended.status(), ended.err());
        RunResult result = result();
        List<Cell> rungs = cells(result, "namespace", Metric.LADDER_TIME);
        assertEquals(14 + 13, rungs.size(), "none and 13 layers; all but each");
        rungs.forEach(rung -> assertTrue(middle(rung) > 0, rung.key().toString()));
        assertEquals(13 + 13, cells(result, "namespace", Metric.LADDER_COST).size());
        assertEquals(13, cells(result, "namespace", Metric.LADDER_INTERACTION).size());
        assertEquals(7 + 3, cells(result, "kvm", Metric.LADDER_TIME).size());
        assertEquals(1, cells(result, "process", Metric.LADDER_TIME).size());
        assertTrue(page().contains("A start of namespace, layer by layer"));
        assertTrue(page().contains("layer by layer</"), "a figure has its title");
    }

    @Test
    void aStormWhoseTimeOfDayJumpsIsNoOther() throws Exception {
        needRoot();
        Path shim = directory.resolve("jumping.so");
        Files.writeString(directory.resolve("jumping.c"), JUMPING);
        Process compiler =
                new ProcessBuilder("cc", "-shared", "-fPIC", "-o", shim.toString(), "jumping.c")
                        .directory(directory.toFile())
                        .inheritIO()
                        .start();
        Needs.that(compiler.waitFor() == 0, "needs a C compiler");
        TareProcess.Ended ended =
                new TareProcess(directory, Map.of("LD_PRELOAD", shim.toString()))
                        .run(run("storm", "process", "--rate", "40,80", "--duration", "400ms"));
        assertEquals(0, ended.status(), ended.err());
        RunResult result = result();
        // Poisson, constant and burst at each of two rates.
        assertEquals(6, cells(result, "process", Metric.STORM_LATENCY).size());
        for (Cell cell : cells(result, "process", Metric.STORM_LATENCY)) {
            assertTrue(middle(cell) > 0 && middle(cell) < 60e9, cell.key() + ": no hours");
        }
        for (Cell cell : cells(result, "process", Metric.STORM_FAILED)) {
            assertEquals(0, middle(cell), cell.key().toString());
        }
        assertEquals(1, cells(result, "process", Metric.STORM_SUSTAINED).size());
        assertTrue(middle(cells(result, "process", Metric.STORM_CLOSED).get(0)) > 0);
        assertTrue(page().contains("How fast can starts come?"));
        assertEquals(
                List.of(),
                Leftovers.found().stream()
                        .filter(left -> left.matches(".*(tare-[0-9a-f]{8}-|/runs/).*"))
                        .toList());
    }

    @Test
    void clonesDivergeAsTheClosedFormSays() throws Exception {
        needRoot();
        Needs.that(Files.isWritable(Path.of("/dev/kvm")), "needs /dev/kvm");
        TareProcess.Ended ended =
                new TareProcess(directory)
                        .run(
                                run(
                                        "divergence",
                                        "process,kvm-fork",
                                        "--set",
                                        "divergence.hot-mib=4",
                                        "--set",
                                        "divergence.rate=2048",
                                        "--set",
                                        "divergence.readings=4",
                                        "--duration",
                                        "800ms"));
        assertEquals(0, ended.status(), ended.err());
        RunResult result = result();
        Outcome skipped = cells(result, "process", Metric.DIVERGENCE_CLONE).get(0).outcome();
        assertEquals(Outcome.Kind.SKIPPED, ((Outcome.Absent) skipped).kind());
        List<Cell> own = cells(result, "kvm-fork", Metric.DIVERGENCE_OWN);
        List<Cell> model = cells(result, "kvm-fork", Metric.DIVERGENCE_MODEL);
        assertEquals(5, own.size());
        assertEquals(5, model.size());
        assertTrue(model.stream().allMatch(cell -> cell.labels().contains(Label.SIMULATED)));
        // 1,638 writes over 1,024 pages: 817 expected, some 11 more or less for chance.
        double pages = (middle(own.get(4)) - middle(own.get(0))) / 4096;
        double form = (middle(model.get(4)) - middle(model.get(0))) / 4096;
        assertEquals(form, pages, 60, "pages of a clone's own, against the closed form");
        assertTrue(page().contains("How long does forking save memory?"));
    }
}
