package tare.harness.backend.nspawn;

import tare.harness.backend.BackendContext;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.SingleRoom;

/** The one key {@code nspawn}. */
public final class NspawnRoom extends SingleRoom {

    static final String KEY = "nspawn";
    private static final String PROGRAM = "systemd-nspawn";

    public NspawnRoom() {
        this(Executables.live());
    }

    NspawnRoom(Executables executables) {
        super(KEY, executables);
    }

    @Override
    protected Driver driver(Executables found, BackendContext context) {
        return new NspawnDriver(found.find(PROGRAM), isRoot(), context.directory());
    }
}
