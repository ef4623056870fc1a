package tare.results.gate;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import tare.results.comparison.Runs;
import tare.results.model.Cell;
import tare.results.model.RunResult;

/** A gate over 50 cells of 20 rounds of 100 samples, cold: 10,000 resamples for each cell. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgs = "-Xmx256m")
@Warmup(iterations = 0)
@Measurement(iterations = 2)
public class GateBenchmark {

    private RunResult reference;
    private RunResult other;

    /** Makes the two results. */
    @Setup
    public void make() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        reference = Runs.of(cells(random));
        other = Runs.of("2026-11-25T21:00:00Z", cells(random));
    }

    /** The report of one gate. */
    @Benchmark
    public GateReport gate() {
        return new Gate(Policy.standard(), LocalDate.of(2026, 11, 29), "")
                .against(reference, other, Set.of(), Set.of());
    }

    private static Cell[] cells(RandomGenerator random) {
        Cell[] cells = new Cell[50];
        for (int c = 0; c < cells.length; c++) {
            double[][] rounds = new double[20][100];
            for (double[] round : rounds) {
                double level = 1e6 * Math.exp(.03 * random.nextGaussian());
                Arrays.setAll(round, i -> level * Math.exp(.05 * random.nextGaussian()));
            }
            cells[c] = Runs.cell(Runs.ready("backend" + c), rounds);
        }
        return cells;
    }

    /** Runs it from the test classes alone. */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder().include(GateBenchmark.class.getSimpleName()).build()).run();
    }
}
