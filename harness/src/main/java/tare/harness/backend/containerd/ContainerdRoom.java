package tare.harness.backend.containerd;

import tare.harness.backend.BackendContext;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.SingleRoom;

/** The one key {@code containerd}. */
public final class ContainerdRoom extends SingleRoom {

    static final String KEY = "containerd";

    public ContainerdRoom() {
        this(Executables.live());
    }

    ContainerdRoom(Executables executables) {
        super(KEY, executables);
    }

    @Override
    protected Driver driver(Executables found, BackendContext context) {
        return new ContainerdDriver(found, context);
    }
}
