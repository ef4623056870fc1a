package tare.harness.backend.uml;

import tare.harness.backend.BackendContext;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.SingleRoom;
import tare.harness.backend.usermode.UmlDriver;

/** The one key {@code uml}. */
public final class UmlRoom extends SingleRoom {

    static final String KEY = UmlDriver.KEY;

    public UmlRoom() {
        this(Executables.live());
    }

    UmlRoom(Executables executables) {
        super(KEY, executables);
    }

    @Override
    protected Driver driver(Executables found, BackendContext context) {
        return new UmlDriver(found, context);
    }
}
