package tare.harness.backend.guestkernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.LaunchException;

class HostCounterTest {

    private static final String SAID = "[    0.000000] tsc: Detected 2596.126 MHz processor\n";
    private static final String TOLD =
            " tsc_early_khz=2596126 lpj=10384504 no_timer_check tsc=reliable";

    @TempDir Path directory;

    @Test
    void isReadOffTheConsole() {
        assertEquals(OptionalLong.of(2_596_126), HostCounter.found(SAID));
        assertEquals(OptionalLong.empty(), HostCounter.found("tsc: Unable to calibrate"));
    }

    @Test
    void isMeasuredOnceForAllOfARun() {
        assertEquals(TOLD, new HostCounter(directory).words(() -> SAID));
        assertEquals(TOLD, new HostCounter(directory).words(() -> fail("it is known already")));
    }

    @Test
    void aBootThatDoesNotFindItIsDoneAgain() {
        Iterator<String> boots = List.of("tsc: Unable to calibrate", SAID).iterator();
        assertEquals(TOLD, new HostCounter(directory).words(boots::next));
    }

    /** No guest is started otherwise than the others of its run. */
    @Test
    void aKernelThatNeverFindsItIsAFailureWithWhatItSaid() {
        LaunchException e =
                assertThrows(
                        LaunchException.class,
                        () -> new HostCounter(directory).words(() -> "Kernel\npanic"));
        assertTrue(e.why().endsWith("Kernel panic"), e.why());
        assertTrue(e.remedy().contains("--kernel"), e.remedy());
        assertEquals(TOLD, new HostCounter(directory).words(() -> SAID), "nothing was kept");
    }
}
