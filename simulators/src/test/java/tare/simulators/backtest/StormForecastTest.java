package tare.simulators.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFact;
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

/** Storms that are made up by a closed form, so that what must be foretold is known. */
class StormForecastTest {

    private static final double MILLI = 1e6;
    private static final int MANY = 2_000;

    /** Two launchers that take 1 ms to start and 1 ms to stop do 1,000 a second. */
    @Test
    void launchersDoAsManyAsTheyHaveTimeFor() {
        RunResult few = result("few", "0-1", boot(i -> MILLI));
        assertEquals(1_000, Backtest.startsPerSecond(few, "process").orElseThrow(), 1e-6);
        Backtest backtest = Backtest.of(few, result("many", "0-1", List.of(closed(800))), 0);
        assertEquals("storm.closed", backtest.verdicts().get(0).quantity());
        assertEquals(0.25, backtest.verdicts().get(0).error(), 1e-9);
    }

    /** A closed loop with few alive is taken in the place of what starts by themselves say. */
    @Test
    void aSmallStormForetellsALargeOne() {
        List<Cell> cells = new ArrayList<>(boot(i -> MILLI));
        cells.add(closed(900));
        Backtest backtest =
                Backtest.of(
                        result("few", "0-1", cells),
                        result("many", "0-1", List.of(closed(1_000))),
                        0);
        assertEquals(-0.1, backtest.verdicts().get(0).error(), 1e-9);
    }

    /** Cores are busy for 0.1 without starts and for 2 ms with each: 950 a second on two. */
    @Test
    void coresDoNoMoreThanTheyHaveTimeFor() {
        List<Cell> cells = new ArrayList<>(boot(i -> MILLI / 10));
        for (int rate : new int[] {100, 200}) {
            cells.addAll(load(rate, i -> MILLI, (0.1 + 0.002 * rate) / 2));
        }
        RunResult few = result("few", "0-1", cells);
        assertEquals(950, Backtest.startsPerSecond(few, "process").orElseThrow(), 1e-6);
    }

    @Test
    void withoutStopsNothingIsForetold() {
        RunResult few = result("few", "0-1", boot(i -> MILLI).subList(0, 1));
        assertEquals(OptionalDouble.empty(), Backtest.startsPerSecond(few, "process"));
        Backtest backtest = Backtest.of(few, result("many", "0-1", List.of(closed(800))), 0);
        assertEquals(List.of(), backtest.verdicts());
        assertTrue(backtest.unjudged().get(0).contains("how long a stop takes"));
    }

    /**
     * One launcher, starts of exponential length: the 99 % quantile is {@code ln 100 / (mu -
     * lambda)}.
     */
    @Test
    void latencyIsThatOfAQueue() {
        // Stops that take no time: a thousandth of a nanosecond.
        List<Cell> boot = new ArrayList<>(boot(StormForecastTest::exponential).subList(0, 1));
        boot.add(cell(key("boot", Metric.STAGE_STOPPED, none()), i -> 1e-3));
        RunResult few = result("few", "0", boot);
        double mean = 1e9 / Backtest.startsPerSecond(few, "process").orElseThrow();
        for (double busy : new double[] {0.3, 0.6, 0.8}) {
            double rate = busy * 1e9 / mean;
            double slower = mean / (1 - busy);
            List<Cell> many = new ArrayList<>(List.of(closed(1e9 / mean)));
            many.addAll(load((int) rate, i -> slower * exponential(i) / MILLI, 0.5));
            Backtest backtest = Backtest.of(few, result("many", "0", many), 0);
            Verdict tail = backtest.verdicts().get(1);
            assertTrue(tail.quantity().startsWith("storm.latency p99"), tail.quantity());
            assertEquals(0, tail.error(), 0.1, "busy " + busy + ": " + tail);
        }
    }

    /** Low loads of one result calibrate, and are not judged. */
    @Test
    void whatCalibratesIsNotJudged() {
        List<Cell> all = new ArrayList<>(boot(i -> MILLI));
        all.add(closed(900));
        for (int rate : new int[] {100, 300, 600}) {
            all.addAll(load(rate, i -> MILLI, rate / 2_000.0));
        }
        RunResult one = result("one", "0-1", all);
        assertEquals(
                List.of("storm.closed", "storm.latency p99 at 600 a second"),
                Backtest.of(one, one, 0).verdicts().stream().map(Verdict::quantity).toList());
    }

    /** The i-th of evenly spaced quantiles of an exponential with a mean of 1 ms. */
    private static double exponential(int i) {
        return -MILLI * StrictMath.log(1 - (i + 0.5) / MANY);
    }

    private static List<Cell> boot(IntToDoubleFunction nanos) {
        return List.of(
                cell(key("boot", Metric.STAGE_READY, none()), nanos),
                cell(key("boot", Metric.STAGE_STOPPED, none()), nanos));
    }

    private static Cell closed(double rate) {
        return cell(key("storm", Metric.STORM_CLOSED, none()), i -> rate);
    }

    private static List<Cell> load(int rate, IntToDoubleFunction nanos, double busyShare) {
        SortedMap<String, String> load = new TreeMap<>();
        load.put("arrivals", "poisson");
        load.put("rate", Integer.toString(rate));
        SortedMap<String, String> idle = new TreeMap<>(load);
        idle.put("part", "idle");
        return List.of(
                cell(key("storm", Metric.STORM_LATENCY, load), nanos),
                cell(key("storm", Metric.STORM_OFFERED, load), i -> rate),
                cell(key("storm", Metric.STORM_CPU, idle), i -> 1 - busyShare));
    }

    private static SortedMap<String, String> none() {
        return new TreeMap<>();
    }

    private static CellKey key(
            String experiment, Metric metric, SortedMap<String, String> parameters) {
        return new CellKey(experiment, "process", "probe", metric, parameters);
    }

    private static Cell cell(CellKey key, IntToDoubleFunction value) {
        double[] values = new double[MANY];
        Arrays.setAll(values, value);
        double middle = values[MANY / 2];
        return new Cell(
                key,
                BackendClass.PROCESS,
                4,
                new TreeSet<>(),
                "",
                new Outcome.Measured(
                        List.of(new Round(0, 0, new Samples(values))),
                        new Summary(
                                MANY, middle, middle, middle, middle, middle, middle, middle,
                                "test")));
    }

    private static RunResult result(String id, String cpus, List<Cell> cells) {
        SortedMap<HostFact, String> facts = new TreeMap<>();
        facts.put(HostFact.CPU_ONLINE, cpus);
        return new RunResult(
                id,
                "2026-01-01T00:00:00Z",
                RunState.COMPLETE,
                new Tool("0", "0", new TreeMap<>(), new TreeMap<>()),
                new HostFacts("fingerprint", facts),
                new Plan(
                        1,
                        "quick",
                        List.of("storm"),
                        List.of("process"),
                        1,
                        new TreeMap<>(),
                        List.of()),
                cells,
                List.of());
    }
}
