package tare.results.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tare.results.comparison.Runs;
import tare.results.failure.InputError;
import tare.results.file.ResultWriter;
import tare.results.model.Cell;
import tare.results.model.HostFact;
import tare.results.model.HostFacts;
import tare.results.model.RunResult;

/** A folder of results: what it says, and that its index is only a cache. */
class StoreTest {

    private static final Trend.Sought WINDOWED = new Trend.Sought(Trend.Way.WINDOWED, 0.001, 0.03);

    @TempDir Path directory;

    private final HostFacts one = Runs.host(Map.of());
    private final HostFacts two = Runs.host(Map.of(HostFact.CPU_MODEL, "Other CPU"));

    /** It is somebody else's folder: a look into it leaves nothing there. */
    @Test
    void aFolderWithoutResultsStaysAsItIs() throws IOException {
        Path other = Files.writeString(directory.resolve("policy.json"), "{}");
        History history = history(WINDOWED);
        assertEquals(0, history.results());
        assertEquals(1, history.troubles().size(), history.troubles().toString());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(other), files.toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void levelsThatChangedAreFoundHostByHost(Trend.Way way) {
        for (int day = 0; day < 30; day++) {
            write(day, one, day < 18 ? 1e6 : 1.2e6);
            write(day, two, 2e6);
        }
        History history =
                history(new Trend.Sought(way, way == Trend.Way.WINDOWED ? 0.001 : 0.01, 0.03));
        assertEquals(60, history.results());
        assertEquals(60, history.added());
        assertEquals(2, history.trends().size());
        Trend changed =
                history.trends().stream()
                        .filter(t -> t.fingerprint().equals(one.fingerprint()))
                        .findFirst()
                        .orElseThrow();
        assertEquals(30, changed.points().size());
        assertEquals(1, changed.changes().size(), changed.changes().toString());
        assertEquals(18, changed.changes().get(0).index());
        assertTrue(changed.worsened(12));
        assertTrue(!changed.worsened(11));
        assertTrue(
                history.trends().stream()
                        .filter(t -> !t.equals(changed))
                        .allMatch(t -> t.changes().isEmpty()));
        assertEquals(0, history(WINDOWED).added());
    }

    @Test
    void fewResultsTellNothing() {
        for (int day = 0; day < 9; day++) {
            write(day, one, day < 5 ? 1e6 : 9e6);
        }
        Trend trend = history(WINDOWED).trends().get(0);
        assertTrue(trend.changes().isEmpty());
        assertTrue(!trend.longEnough());
        assertTrue(!trend.worsened(9));
    }

    @Test
    void theIndexIsACacheWhateverHappensToIt() throws IOException {
        for (int day = 0; day < 12; day++) {
            write(day, one, 1e6 + day);
        }
        History before = history(WINDOWED);
        Path index = directory.resolve(Store.INDEX);
        byte[] whole = Files.readAllBytes(index);
        for (int length = 0; length < whole.length; length += 37) {
            Files.write(index, Arrays.copyOf(whole, length));
            assertEquals(before.trends(), history(WINDOWED).trends(), "cut at " + length);
        }
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        for (int trial = 0; trial < 40; trial++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(index, damaged);
            assertEquals(before.trends(), history(WINDOWED).trends());
        }
        Files.delete(index);
        assertEquals(before.trends(), history(WINDOWED).trends());
    }

    @Test
    void onlyWhatIsNewIsRead() throws IOException {
        Path first = write(0, one, 1e6);
        assertEquals(1, history(WINDOWED).added());
        write(1, one, 1.1e6);
        assertEquals(1, history(WINDOWED).added());
        new ResultWriter().write(run(0, one, 5e6), first);
        History changed = history(WINDOWED);
        assertEquals(1, changed.added());
        assertEquals(5e6, changed.trends().get(0).points().get(0).value(), 1e5);
        Files.delete(first);
        assertEquals(1, history(WINDOWED).results());
        Files.writeString(directory.resolve("foreign.json"), "{}");
        History foreign = history(WINDOWED);
        assertEquals(1, foreign.results());
        assertEquals(1, foreign.troubles().size());
        assertEquals(0, history(WINDOWED).added());
    }

    @Test
    void aResultIsAddedOnce() throws IOException {
        Path result = directory.resolve("result.json");
        new ResultWriter().write(run(3, one, 1e6), result);
        Path folder = Files.createDirectory(directory.resolve("store"));
        Store store = new Store(folder, (done, all) -> {});
        Path added = store.add(result);
        assertEquals(added, store.add(result));
        assertTrue(added.startsWith(folder));
        assertEquals(1, Trends.of(store, wanted(), 10, WINDOWED).results());
        Files.copy(added, folder.resolve("again.json"));
        assertEquals(1, Trends.of(store, wanted(), 10, WINDOWED).results());
        assertThrows(InputError.class, () -> store.add(directory.resolve("absent.json")));
    }

    /** Threads of one process cannot share the lock: each still sees everything. */
    @Test
    void writersAtOnceLoseNothing() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int writer = 0; writer < 4; writer++) {
            int own = writer;
            Thread thread =
                    new Thread(
                            () -> {
                                for (int i = 0; i < 10; i++) {
                                    Path file = directory.resolve("in-" + own + ".txt");
                                    new ResultWriter().write(run(own * 10 + i, one, 1e6), file);
                                    Store store = new Store(directory, (done, all) -> {});
                                    store.add(file);
                                    Trends.of(store, wanted(), 100, WINDOWED);
                                }
                            });
            thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join(60_000);
        }
        assertEquals(List.of(), failures);
        assertEquals(40, history(WINDOWED).results());
    }

    /** The time is in the output; nothing is asserted of it but that all are there. */
    @Test
    @EnabledIfEnvironmentVariable(named = "TARE_FULL", matches = ".+")
    void tenThousandFiles() {
        for (int day = 0; day < 10_000; day++) {
            write(day, one, day < 9_900 ? 1e6 : 1.2e6);
        }
        for (String state : List.of("cold", "warm")) {
            long begin = System.nanoTime();
            History history = history(WINDOWED);
            System.out.printf(
                    "history of 10,000 files, index %s: %d ms%n",
                    state, (System.nanoTime() - begin) / 1_000_000);
            assertEquals(10_000, history.results());
            assertTrue(history.trends().get(0).worsened(100));
        }
    }

    private History history(Trend.Sought sought) {
        return Trends.of(
                new Store(directory, (done, all) -> {}), wanted(), Trend.MOST_POINTS, sought);
    }

    private static List<Trends.Wanted> wanted() {
        return List.of(new Trends.Wanted(key -> key.equals(Runs.ready("runc")), 0.5));
    }

    private Path write(int day, HostFacts host, double centre) {
        Path file =
                directory.resolve("r" + day + "-" + host.fingerprint().substring(0, 4) + ".json");
        new ResultWriter().write(run(day, host, centre), file);
        return file;
    }

    private static RunResult run(int day, HostFacts host, double centre) {
        double noisy = centre * (1 + .01 * ((day * 7) % 5 - 2));
        Cell[] cells = {
            Runs.cell(Runs.ready("runc"), Runs.rounds(3, noisy)),
            Runs.cell(Runs.ready("crun"), Runs.rounds(3, centre / 2)),
            Runs.absent(Runs.ready("kvm"))
        };
        RunResult run =
                Runs.of(
                        Instant.parse("2026-01-01T00:00:00Z").plusSeconds(3600L * day).toString(),
                        cells);
        RunResult there = Runs.on(run, host, run.tool());
        return new RunResult(
                ResultWriter.id(there.plan(), there.cells()),
                there.createdAt(),
                there.state(),
                there.tool(),
                there.host(),
                there.plan(),
                there.cells(),
                there.warnings());
    }
}
