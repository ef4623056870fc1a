package tare.simulators.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFacts;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Samples;
import tare.results.model.Summary;
import tare.results.model.Tool;

/** Forecasts of results that are made up, so that the error is known. */
class BacktestTest {

    private static final int ROUNDS = 3;

    @Test
    void memoryThatGrowsEvenlyIsForetoldExactly() {
        Backtest backtest =
                Backtest.of(
                        result(Metric.MEMORY_CGROUP, n -> 5_000 + 120 * n, 0, 10, 20),
                        result(Metric.MEMORY_CGROUP, n -> 9_000 + 120 * n, 0, 100, 200),
                        20);
        assertEquals(2, backtest.verdicts().size());
        for (Verdict verdict : backtest.verdicts()) {
            assertEquals(0, verdict.error(), 1e-9, verdict.quantity());
            assertTrue(verdict.met());
        }
        assertEquals("memory.cgroup of footprint at 100", backtest.verdicts().get(0).quantity());
    }

    @Test
    void whatBecomesDearerIsToldAsAnErrorBelow() {
        // Beyond 20 instances each costs a quarter more.
        Backtest backtest =
                Backtest.of(
                        result(Metric.MEMORY_AVAILABLE, n -> 1e6 - 100 * n, 0, 10, 20),
                        result(Metric.MEMORY_AVAILABLE, n -> 1e6 - 125 * n, 0, 200),
                        20);
        Verdict verdict = backtest.verdicts().get(0);
        assertEquals(-0.2, verdict.error(), 1e-9);
        assertFalse(verdict.met());
        assertTrue(verdict.low() <= verdict.error() && verdict.error() <= verdict.high());
    }

    @Test
    void oneResultForetellsItsOwnLargerHalf() {
        RunResult one =
                result(Metric.MEMORY_CGROUP, n -> 100 * n + (n > 50 ? 500 : 0), 0, 25, 50, 100);
        Backtest backtest = Backtest.of(one, one, 0);
        assertEquals(0, backtest.most());
        assertEquals(1, backtest.verdicts().size());
        assertEquals(10_000.0 / 10_500 - 1, backtest.verdicts().get(0).error(), 1e-9);
    }

    /**
     * What the kernel had put by covers the first instances: one more of many costs what it costs.
     */
    @Test
    void whatTheFirstOnesAreSparedDoesNotCount() {
        IntToDoubleFunction spared = n -> 1e9 - Math.max(0, 75_000 * n - 2_000_000);
        Backtest backtest =
                Backtest.of(
                        result(Metric.MEMORY_AVAILABLE, spared, 0, 50, 100, 150, 200),
                        result(Metric.MEMORY_AVAILABLE, spared, 0, 1_000),
                        200);
        assertEquals(0, backtest.verdicts().get(0).error(), 1e-9);
    }

    @Test
    void aLongCurveIsToldAtNumbersThatLieApart() {
        int[] ladder = new int[21];
        for (int i = 0; i < ladder.length; i++) {
            ladder[i] = 50 * i;
        }
        RunResult one = result(Metric.MEMORY_CGROUP, n -> 100 * n, ladder);
        assertEquals(
                List.of("at 200", "at 400", "at 800", "at 1000"),
                Backtest.of(one, one, 100).verdicts().stream()
                        .map(verdict -> verdict.quantity().replaceFirst(".* at", "at"))
                        .toList());
    }

    @Test
    void noiseIsNotJudged() {
        Backtest backtest =
                Backtest.of(
                        result(Metric.MEMORY_AVAILABLE, n -> 1e6 + n, 0, 10, 20),
                        result(Metric.MEMORY_AVAILABLE, n -> 1e6 - 5 * n, 0, 100),
                        20);
        assertEquals(List.of(), backtest.verdicts());
        assertTrue(backtest.unjudged().get(0).contains("not above noise"));
    }

    private static RunResult result(Metric metric, IntToDoubleFunction bytes, int... ladder) {
        List<Cell> cells = new ArrayList<>();
        for (int instances : ladder) {
            List<Round> rounds = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                rounds.add(new Round(round, 0, new Samples(bytes.applyAsDouble(instances))));
            }
            double value = bytes.applyAsDouble(instances);
            cells.add(
                    new Cell(
                            CellKey.of("footprint", "process", "probe", metric)
                                    .with("instances", Integer.toString(instances)),
                            BackendClass.PROCESS,
                            1,
                            new TreeSet<>(),
                            "",
                            new Outcome.Measured(
                                    rounds,
                                    new Summary(
                                            ROUNDS, value, value, value, value, value, value, value,
                                            "test"))));
        }
        return new RunResult(
                "id",
                "2026-01-01T00:00:00Z",
                RunState.COMPLETE,
                new Tool("0", "0", new TreeMap<>(), new TreeMap<>()),
                new HostFacts("fingerprint", new TreeMap<>()),
                new Plan(
                        1,
                        "quick",
                        List.of("footprint"),
                        List.of("process"),
                        ROUNDS,
                        new TreeMap<>(),
                        List.of()),
                cells,
                List.of());
    }
}
