package tare.harness.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Cleaner;
import tare.harness.journal.RunDirectory;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;
import tare.harness.linux.Mapping;
import tare.harness.linux.Needs;
import tare.harness.linux.Syscall;

/** The kernel's own scanner, over pages of this process that are all the same. */
@Tag("kernel")
class SamePageMergingEndToEndTest {

    private static final Path RUN = Path.of("/sys/kernel/mm/ksm/run");
    private static final int PAGES = 512;
    private static final int MERGEABLE = 12;
    private static final double FIVE_PERCENT = 0.05;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path directory;

    private final Kernel kernel = new Kernel();
    private final MonotonicClock clock = MonotonicClock.system();
    private final HostTree host = HostTree.live();
    private final List<Integer> own = List.of((int) ProcessHandle.current().pid());

    @BeforeEach
    void needsAKernelThatHasIt() throws IOException {
        Needs.that(kernel.call(Syscall.GETEUID) == 0, "needs root");
        Needs.that(SamePageMerging.absence(host).isEmpty(), "needs a kernel with KSM");
        Needs.that(value().equals("0"), "needs KSM to be off, as it is unless somebody wants it");
    }

    private static String value() throws IOException {
        return Files.readAllLines(RUN).get(0).strip();
    }

    private Mapping alike() {
        long bytes = HostMemory.pageBytes();
        Mapping pages = Mapping.zeroes(kernel, PAGES * bytes);
        byte[] same = new byte[(int) bytes];
        for (int i = 0; i < same.length; i++) {
            same[i] = (byte) (i * 31 + 7);
        }
        for (int page = 0; page < PAGES; page++) {
            pages.write(page * bytes, same);
        }
        return pages;
    }

    private void offer(Mapping pages) {
        kernel.call(Syscall.MADVISE, pages.address(), pages.sizeBytes(), MERGEABLE);
    }

    @Test
    void mergesWhatIsOfferedAndPutsTheHostBack() throws IOException {
        RunDirectory run =
                RunDirectory.create(
                        StateDirectory.open(directory.resolve("tare")), "ksm", kernel, clock);
        try (Mapping pages = alike()) {
            assertFalse(SamePageMerging.offered(host, own), "nothing is offered by itself");
            offer(pages);
            assertTrue(SamePageMerging.offered(host, own));
            try (SamePageMerging merging = SamePageMerging.take(host, run.journal(), clock)) {
                merging.on();
                assertEquals("1", value());
                SamePageMerging.Merged merged = merging.await(FIVE_PERCENT, LONG, () -> true);
                assertTrue(merged.settled(), merged.toString());
                // One page is shared by 256 at most, unless max_page_sharing says otherwise.
                assertTrue(merged.savedPages() >= PAGES * 9 / 10, merged.toString());
            }
            assertEquals("0", value());
            assertEquals(0, host.number("sys/kernel/mm/ksm/pages_shared").orElse(-1), "parted");
        }
        run.close();
    }

    /** As after a kill: nothing but the journal knows. */
    @Test
    void theCleanerPutsBackWhatAKilledRunChanged() throws IOException {
        StateDirectory state = StateDirectory.open(directory.resolve("tare"));
        List<String> before = settings();
        RunDirectory run = RunDirectory.create(state, "killed", kernel, clock);
        try (Mapping pages = alike()) {
            offer(pages);
            SamePageMerging merging = SamePageMerging.take(host, run.journal(), clock);
            merging.on();
            assertTrue(merging.await(FIVE_PERCENT, LONG, () -> true).savedPages() > 0);
            run.close();
            assertEquals(List.of(), new Cleaner(state, kernel, clock).clean().failed());
            assertEquals(before, settings());
            assertEquals(0, host.number("sys/kernel/mm/ksm/pages_shared").orElse(-1), "parted");
        }
        assertFalse(Files.exists(run.path()));
    }

    private static List<String> settings() throws IOException {
        return List.of(
                value(),
                Files.readAllLines(RUN.resolveSibling("pages_to_scan")).get(0),
                Files.readAllLines(RUN.resolveSibling("sleep_millisecs")).get(0));
    }
}
