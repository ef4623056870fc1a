package tare.harness.backend.lxc;

import tare.harness.backend.BackendContext;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.SingleRoom;

/** The one key {@code lxc}. */
public final class LxcRoom extends SingleRoom {

    static final String KEY = "lxc";
    private static final String PROGRAM = "lxc-start";

    public LxcRoom() {
        this(Executables.live());
    }

    LxcRoom(Executables executables) {
        super(KEY, executables);
    }

    @Override
    protected Driver driver(Executables found, BackendContext context) {
        return new LxcDriver(found.find(PROGRAM), isRoot(), context.directory());
    }
}
