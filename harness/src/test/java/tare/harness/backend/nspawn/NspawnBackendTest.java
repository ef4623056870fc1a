package tare.harness.backend.nspawn;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.BackendContract;
import tare.harness.backend.Launch;
import tare.harness.backend.program.Sabotage;

@Tag("runtime")
class NspawnBackendTest extends BackendContract {

    @Override
    protected Backend backend(BackendContext context) {
        return new NspawnRoom().open("nspawn", context).orElseThrow();
    }

    @Override
    protected void sabotage(Launch launch) {
        Sabotage.spoil(launch);
    }

    @Override
    protected int manyAtOnce() {
        return 10;
    }

    @Override
    protected Duration slowness() {
        return Duration.ofSeconds(2);
    }
}
