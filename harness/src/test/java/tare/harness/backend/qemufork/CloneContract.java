package tare.harness.backend.qemufork;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Launch;
import tare.harness.backend.SharedBackendContract;
import tare.harness.backend.program.Sabotage;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** What holds for every guest that goes on from another. */
abstract class CloneContract extends SharedBackendContract {

    abstract Way way();

    @Override
    protected Backend backend(BackendContext context) {
        return new QemuForkRoom().open(way().key(), context).orElseThrow();
    }

    @Override
    protected void sabotage(Launch launch) {
        Sabotage.spoil(launch);
    }

    @Override
    protected int manyAtOnce() {
        return 6;
    }

    @Override
    protected Duration slowness() {
        return Duration.ofSeconds(1);
    }

    @Test
    void isAForkedMachineWhoseInstructionsAreTranslated() {
        Backend backend = backend(context);
        assertEquals(BackendClass.FORKED_VM, backend.backendClass());
        assertEquals(Set.copyOf(EnumSet.of(Label.EMULATED)), backend.labels());
    }
}
