package tare.harness.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.results.model.Outcome;

/** The setting of the whole host is changed in a tree of files, and put back. */
class SamePageMergingTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final double FIVE_PERCENT = 0.05;

    @TempDir private Path root;

    private final List<Resource> intended = new ArrayList<>();
    private final List<Resource> open = new ArrayList<>();
    private final Journal journal =
            resource -> {
                intended.add(resource);
                open.add(resource);
                return new Journal.Entry() {
                    @Override
                    public void update(Resource known) {
                        throw new AssertionError("a setting is known before");
                    }

                    @Override
                    public void done() {
                        open.remove(resource);
                    }
                };
            };

    private Path file(String name) {
        return root.resolve("sys/kernel/mm/ksm").resolve(name);
    }

    private void set(Map<String, String> values) {
        try {
            Files.createDirectories(file("x").getParent());
            for (Map.Entry<String, String> value : values.entrySet()) {
                Files.writeString(file(value.getKey()), value.getValue() + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String value(String name) throws IOException {
        return Files.readString(file(name)).strip();
    }

    private void kernel(String run) {
        set(
                Map.of(
                        "run",
                        run,
                        "pages_to_scan",
                        "100",
                        "sleep_millisecs",
                        "200",
                        "full_scans",
                        "7",
                        "pages_shared",
                        "0",
                        "pages_sharing",
                        "0"));
    }

    private SamePageMerging take() throws IOException {
        return SamePageMerging.take(new HostTree(root), journal, MonotonicClock.system());
    }

    @Test
    void aKernelWithoutItSaysSo() {
        Outcome.Absent absence = SamePageMerging.absence(new HostTree(root)).orElseThrow();
        assertEquals(Outcome.Kind.SKIPPED, absence.kind());
        assertTrue(absence.reason().contains("this kernel has none"), absence.reason());
        kernel("0");
        assertTrue(SamePageMerging.absence(new HostTree(root)).isEmpty());
    }

    @Test
    void whatWasOffIsOffAgainAndNothingStaysMerged() throws IOException {
        kernel("0");
        try (SamePageMerging merging = take()) {
            assertEquals("0", value("run"));
            merging.on();
            assertEquals("1", value("run"));
            assertEquals("10000", value("pages_to_scan"));
            assertEquals(4, open.size(), "all is written down while it lasts");
        }
        assertEquals("0", value("run"));
        assertEquals("100", value("pages_to_scan"));
        assertEquals("200", value("sleep_millisecs"));
        assertEquals(List.of(), open);
        // A cleaner undoes the last first: it parts what was merged, then stops.
        assertEquals(new Resource.Setting(file("run"), "2"), intended.get(3));
        assertTrue(intended.subList(0, 3).contains(new Resource.Setting(file("run"), "0")));
    }

    @Test
    void whatWasOnIsOffMeanwhileAndOnAgain() throws IOException {
        kernel("1");
        try (SamePageMerging merging = take()) {
            assertEquals("0", value("run"), "the plain ladder is without");
            merging.on();
        }
        assertEquals("1", value("run"));
        assertFalse(intended.contains(new Resource.Setting(file("run"), "2")));
    }

    @Test
    void whatSomebodyElseHasHadMergedIsNotParted() throws IOException {
        kernel("0");
        set(Map.of("pages_shared", "12"));
        take().close();
        assertFalse(intended.contains(new Resource.Setting(file("run"), "2")));
    }

    @Test
    void aKernelThatRefusesToBeFasterIsTakenAsItIs() throws IOException {
        kernel("0");
        Files.delete(file("pages_to_scan"));
        try (SamePageMerging merging = take()) {
            merging.on();
            assertEquals("1", value("run"));
        }
        assertFalse(Files.exists(file("pages_to_scan")));
    }

    /** The scanner's counts after each look at them. */
    private SamePageMerging.Merged after(Integer... sharing) throws IOException {
        kernel("0");
        Deque<Integer> counts = new ArrayDeque<>(List.of(sharing));
        long[] scans = {7};
        try (SamePageMerging merging = take()) {
            merging.on();
            return merging.await(
                    FIVE_PERCENT,
                    LONG,
                    () -> {
                        if (counts.isEmpty()) {
                            return false;
                        }
                        set(Map.of("pages_sharing", Integer.toString(counts.remove())));
                        set(Map.of("full_scans", Long.toString(++scans[0])));
                        return true;
                    });
        }
    }

    @Test
    void itWaitsUntilAScanChangesLittle() throws IOException {
        assertEquals(
                new SamePageMerging.Merged(2_050, 6, true), after(0, 0, 500, 1_000, 2_000, 2_050));
    }

    /** Nothing is merged at the first look: that it stays 0 says nothing yet. */
    @Test
    void theFirstScansDoNotCount() throws IOException {
        assertEquals(new SamePageMerging.Merged(0, 4, true), after(0, 0, 0, 0, 0, 0));
    }

    @Test
    void itSaysWhatDidNotSettle() throws IOException {
        assertEquals(
                new SamePageMerging.Merged(5_000, 5, false), after(10, 100, 1_000, 3_000, 5_000));
    }

    @Test
    void offeredMemoryIsMarked() throws IOException {
        Path smaps = root.resolve("proc/42/smaps");
        Files.createDirectories(smaps.getParent());
        Files.writeString(smaps, "1000-2000 rw-p\nSize: 4 kB\nVmFlags: rd wr mr mw me ac\n");
        HostTree tree = new HostTree(root);
        assertFalse(SamePageMerging.offered(tree, List.of(42, 43)));
        Files.writeString(smaps, "1000-2000 rw-p\nSize: 4 kB\nVmFlags: rd wr mr mw me ac mg\n");
        assertTrue(SamePageMerging.offered(tree, List.of(42, 43)));
    }
}
