package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tare.results.file.ResultReader;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunState;

/** SIGKILL at random moments: nothing half-written, nothing lost, nothing left. */
@Tag("kernel")
class KilledRunEndToEndTest {

    private static final boolean FULL = System.getenv("TARE_FULL") != null;

    /** Two kills in every build; the long checks make it thirty. */
    private static final int KILLS = FULL ? 30 : 2;

    /** A run as below takes longer, so that most kills come in its midst. */
    private static final int LONGEST_MILLIS = 14_000;

    /** Two of the four in each run of a build: what is begun after the kill is done to its end. */
    private static String backends(long seed) {
        if (FULL) {
            return "process,namespace,kvm,runc";
        }
        return seed % 2 == 0 ? "namespace,kvm" : "process,runc";
    }

    private static String[] run(long seed) {
        return new String[] {
            "run",
            "--backend",
            backends(seed),
            "--out",
            "out",
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
            "footprint.settle-permille=1000",
            "--set",
            "footprint.ladder=0,10,20"
        };
    }

    @TempDir private Path directory;

    static LongStream seeds() {
        return LongStream.range(0, KILLS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void leavesNothingAndLosesNothing(long seed) throws IOException, InterruptedException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int millis = random.nextInt(LONGEST_MILLIS);
        TareProcess tare = new TareProcess(directory);
        Process run = tare.start(run(seed));
        if (!run.waitFor(millis, TimeUnit.MILLISECONDS)) {
            run.destroyForcibly();
        }
        tare.await(run);
        assertEquals(0, tare.run("clean").status());
        assertEquals(List.of(), Leftovers.found(), "killed after " + millis + " ms");
        Path result = directory.resolve("out/result.json");
        if (Files.exists(result)) {
            new ResultReader().read(result);
        } else if (Files.exists(directory.resolve("out/run.journal"))) {
            TareProcess.Ended resumed = tare.run("run", "--resume", "--out", "out", "--concurrent");
            assertEquals(0, resumed.status(), resumed.err());
            assertEquals(RunState.COMPLETE, new ResultReader().read(result).result().state());
            wholeRounds(result);
        }
        assertFalse(Files.exists(directory.resolve("out/run.journal")) && Files.exists(result));
        assertEquals(List.of(), Leftovers.found(), "after the resumed run");
    }

    /**
     * Every measured cell of the boot experiment has both rounds: no step was done by half. JMH's
     * own figures are not among them: a fork that is killed takes them with it.
     */
    private static void wholeRounds(Path result) {
        new ResultReader()
                .read(result).result().cells().stream()
                        .filter(cell -> cell.key().experiment().equals("boot"))
                        .filter(cell -> cell.key().metric() != Metric.JMH_LAUNCH)
                        .filter(cell -> cell.outcome() instanceof Outcome.Measured)
                        .forEach(
                                cell ->
                                        assertTrue(
                                                ((Outcome.Measured) cell.outcome()).rounds().size()
                                                        == 2,
                                                cell.key().toString()));
    }
}
