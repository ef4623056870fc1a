package tare.workloads.benchmark.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.workloads.Need;

@Tag("kernel")
class MmapTouchTest {

    private static final Path STATM = Path.of("/proc/self/statm");

    /** Resident pages come with each buffer and go with it: nothing waits for a collection. */
    @Test
    void touchesEveryPageAndGivesItBack() throws IOException {
        Need.path(STATM.toString());
        MmapTouch touch = new MmapTouch();
        touch.tryOnce();
        long before = residentPages();

        ByteBuffer buffer = MmapTouch.map();
        long with = residentPages();
        MmapTouch.unmap(buffer);
        for (int i = 0; i < 20; i++) {
            assertEquals(0, touch.touch());
        }
        long after = residentPages();

        long slack = MmapTouch.PAGES / 4;
        assertTrue(with - before > MmapTouch.PAGES - slack, with + " pages, before " + before);
        assertTrue(after - before < slack, after + " pages remain, before " + before);
    }

    private static long residentPages() throws IOException {
        return Long.parseLong(Files.readString(STATM).split(" ", -1)[1]);
    }
}
