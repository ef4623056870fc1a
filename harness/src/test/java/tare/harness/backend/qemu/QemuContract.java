package tare.harness.backend.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Instance;
import tare.harness.backend.Launch;
import tare.harness.backend.ProgramTrial;
import tare.harness.backend.SharedBackendContract;
import tare.harness.backend.program.Sabotage;
import tare.results.model.Metric;

/** What holds for every emulated guest: each takes a second. */
abstract class QemuContract extends SharedBackendContract {

    /** Which. */
    abstract String key();

    /** What each launch is taken apart into. */
    abstract Set<Metric> layers();

    /** They are differences of readings of one clock: their sum is exact. */
    @Test
    void aLaunchIsTakenApartExactly() {
        Instance closed = launchAndClose(availableBackend(), spec());
        Map<Metric, Long> nanos = closed.layers().nanos();
        assertEquals(layers(), nanos.keySet());
        nanos.forEach((layer, took) -> assertTrue(took > 0, layer + ": " + took));
        assertEquals(
                closed.stages().readyNanos() - closed.stages().startNanos(),
                nanos.values().stream().mapToLong(Long::longValue).sum());
    }

    /** A namespace of the guest's may have a number of the host's; its files are all copies. */
    @Override
    protected ProgramTrial.Promise promise() {
        return new ProgramTrial.Promise(true, false, false);
    }

    /** What all instances with programs share goes with the run. */
    @Override
    protected boolean goesLater(Path file) {
        String name = file.toString();
        return name.contains("/guest-runtime") || name.contains("/program-");
    }

    @Override
    protected Backend backend(BackendContext context) {
        return new QemuRoom().open(key(), context).orElseThrow();
    }

    @Override
    protected void sabotage(Launch launch) {
        Sabotage.spoil(launch);
    }

    @Override
    protected int manyAtOnce() {
        return 3;
    }

    @Override
    protected Duration slowness() {
        return Duration.ofSeconds(4);
    }
}
