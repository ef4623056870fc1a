package tare.harness.backend.containerd;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.BackendContract;
import tare.harness.backend.Launch;
import tare.harness.backend.program.Sabotage;
import tare.harness.journal.Resource;

@Tag("runtime")
class ContainerdBackendTest extends BackendContract {

    @Override
    protected Backend backend(BackendContext context) {
        return new ContainerdRoom().open("containerd", context).orElseThrow();
    }

    @Override
    protected void sabotage(Launch launch) {
        Sabotage.spoil(launch);
    }

    @Override
    protected boolean belongsToTheBackend(Resource entry) {
        return entry instanceof Resource.RunningProcess process
                && process.token().contains("-ctrd-");
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
