package tare.harness.backend.podman;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.BackendContract;
import tare.harness.backend.Launch;
import tare.harness.backend.program.Sabotage;

@Tag("runtime")
class PodmanBackendTest extends BackendContract {

    @Override
    protected Backend backend(BackendContext context) {
        return new PodmanRoom().open("podman", context).orElseThrow();
    }

    @Override
    protected void sabotage(Launch launch) {
        Sabotage.spoil(launch);
    }

    @Override
    protected int manyAtOnce() {
        return 5;
    }

    @Override
    protected Duration slowness() {
        return Duration.ofSeconds(3);
    }
}
