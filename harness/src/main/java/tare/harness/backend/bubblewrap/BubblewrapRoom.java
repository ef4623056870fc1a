package tare.harness.backend.bubblewrap;

import tare.harness.backend.BackendContext;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.SingleRoom;

/** The one key {@code bubblewrap}. */
public final class BubblewrapRoom extends SingleRoom {

    static final String KEY = "bubblewrap";
    private static final String PROGRAM = "bwrap";

    public BubblewrapRoom() {
        this(Executables.live());
    }

    BubblewrapRoom(Executables executables) {
        super(KEY, executables);
    }

    @Override
    protected Driver driver(Executables found, BackendContext context) {
        return new BubblewrapDriver(found.find(PROGRAM), isRoot(), context.directory());
    }
}
