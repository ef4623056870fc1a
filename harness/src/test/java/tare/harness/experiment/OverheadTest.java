package tare.harness.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tare.harness.clock.MonotonicClock;
import tare.harness.jmh.Job;
import tare.harness.linux.Kernel;
import tare.results.failure.UsageError;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Plan;

class OverheadTest {

    private static final Path ROOT = Path.of("/work");
    private static final Path SHARED = Path.of("/shared");

    private final Overhead overhead = new Overhead(new Kernel(), MonotonicClock.system());

    private static Plan plan(String workloads, String set) {
        Map<String, String> parameters =
                Map.of(
                        Overhead.ROUNDS, "3",
                        Overhead.WORKLOADS, workloads,
                        Overhead.SET, set,
                        Overhead.WARMUPS, "2",
                        Overhead.WARMUP_MILLIS, "200",
                        Overhead.ITERATIONS, "3",
                        Overhead.ITERATION_MILLIS, "200",
                        Overhead.CHUNKS, "8");
        return new Plan(1, "quick", List.of(), List.of(), 3, new TreeMap<>(parameters), List.of());
    }

    @Test
    void patternsNarrow() {
        assertEquals(List.of("linpack"), Overhead.workloads("linpack"));
        assertEquals(List.of("tcp-round-trip", "unix-round-trip"), Overhead.workloads("-round-"));
        assertEquals(Overhead.all(), Overhead.workloads(""));
        assertFalse(Overhead.all().contains("canary"));
        List<CellKey> cells = overhead.principalCells(plan("^linpack$", "all"), "runc");
        assertEquals(2, cells.size());
        assertTrue(cells.stream().allMatch(key -> key.metric() == Metric.OVERHEAD_SCORE));
        assertEquals(1, overhead.principalCells(plan("^linpack$", "quick"), "runc").size());
    }

    @Test
    void aNameThatIsNoneIsAnsweredByTheNearest() {
        UsageError slip = assertThrows(UsageError.class, () -> Overhead.workloads("linpak"));
        assertTrue(slip.toString().contains("linpack") || slip.remedy().contains("linpack"));
        UsageError none = assertThrows(UsageError.class, () -> Overhead.workloads("zzzzzzzz"));
        assertTrue(none.remedy().contains("known are linpack"), none.remedy());
        assertThrows(UsageError.class, () -> Overhead.workloads("*"));
        assertThrows(UsageError.class, () -> overhead.principalCells(plan("", "some"), "process"));
    }

    @Test
    void aStepTakesWhatItsForksTake() {
        long one = overhead.stepNanos(plan("^linpack$", "quick"), "runc");
        long two = overhead.stepNanos(plan("^(linpack|system-call)$", "quick"), "runc");
        assertTrue(two - one > 1_000_000_000L, two - one + " ns for one more");
        assertTrue(overhead.stepNanos(plan("^kernel-", "quick"), "runc") > 0);
    }

    @Test
    void jobsSayWhatJvmsAreGiven() {
        OverheadCase work = OverheadCase.of(Pattern.compile("pointer-chase"), true).get(0);
        Job job = work.job(ROOT, SHARED);
        assertTrue(job.jvmArguments().contains("-XX:+UseSerialGC"), job.toString());
        assertTrue(job.jvmArguments().contains("-Dtare.inside.root=/work"), job.toString());
        assertTrue(job.jvmArguments().contains("-Dtare.inside.bind=/shared"), job.toString());
        assertEquals(work.variant().parameters(), job.parameters());
        assertFalse(job.canary());
        assertTrue(OverheadCase.canary().job(ROOT, SHARED).canary());
    }
}
