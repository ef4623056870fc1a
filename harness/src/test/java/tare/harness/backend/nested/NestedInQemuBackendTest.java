package tare.harness.backend.nested;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Launch;
import tare.harness.backend.SharedBackendContract;

/** The same in a guest of another kind: what is the guest's own is tested with it. */
@Tag("runtime")
class NestedInQemuBackendTest extends SharedBackendContract {

    @Override
    protected Backend backend(BackendContext context) {
        return new NestedRoom().open("namespace-in-qemu:microvm-tcg", context).orElseThrow();
    }

    @Override
    protected void sabotage(Launch launch) {
        ((NestedLaunch) launch).spoil();
    }

    @Override
    protected int manyAtOnce() {
        return 10;
    }

    @Override
    protected Duration slowness() {
        return Duration.ofSeconds(1);
    }

    /** What is in the guest goes with it, and the guest is the backend's own. */
    @Override
    protected boolean outlivesTare() {
        return false;
    }
}
