package tare.harness.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.linux.Kernel;

@Tag("kernel")
class StageTimesTest {

    private long now = 1000;
    private final StageTimes times = new StageTimes(() -> now++, new Kernel());

    @AfterEach
    void free() {
        times.close();
        times.close();
    }

    @Test
    void nothingIsSeenBeforeItIsReached() {
        long unseen = Stages.UNSEEN;
        assertEquals(
                new Stages(unseen, unseen, unseen, unseen, unseen, unseen, unseen, unseen),
                times.stages());
        assertFalse(times.isReady());
        assertFalse(times.isStopping());
    }

    @Test
    void takesEachTimeOnce() {
        times.start();
        assertEquals(1000 + 60 - 1001, times.leftNanos(Duration.ofNanos(60)));
        times.created();
        times.entered();
        times.ready();
        times.stopRequested();
        times.stopped();
        times.addChildCpu(3);
        times.addChildCpu(4);
        assertEquals(
                new Stages(1000, 1002, 1003, 1004, 1005, 1006, 7, Stages.UNSEEN), times.stages());
        assertTrue(times.isReady());
        assertTrue(times.isStopping());
    }

    @Test
    void takesTimesThatWereSeenElsewhere() {
        times.start();
        times.created(1500);
        times.ready(1600);
        assertEquals(1500, times.stages().createdNanos());
        assertEquals(1600, times.readyNanos());
    }

    @Test
    void addsWhatAnotherThreadWorked() {
        times.start();
        times.readTareCpu();
        long own = times.stages().tareCpuNanos();
        assertTrue(own > 0, "own: " + own);
        times.addTareCpu(5);
        assertEquals(own + 5, times.stages().tareCpuNanos());
    }

    /** Its CPU time says nothing of the launch. */
    @Test
    void anotherThreadTakesNoCpuTime() {
        times.start();
        CompletableFuture.runAsync(times::readTareCpu).join();
        times.addTareCpu(5);
        assertEquals(Stages.UNSEEN, times.stages().tareCpuNanos());
    }
}
