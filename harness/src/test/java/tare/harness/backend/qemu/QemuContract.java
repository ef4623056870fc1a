package tare.harness.backend.qemu;

import java.time.Duration;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.BackendContract;
import tare.harness.backend.Launch;
import tare.harness.backend.program.Sabotage;

/** What holds for every emulated guest: each takes a second. */
abstract class QemuContract extends BackendContract {

    /** Which. */
    abstract String key();

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
