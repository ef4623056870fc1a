package tare.harness.backend.nspawn;

import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.ProgramBackend;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;

/** The one key {@code nspawn}. */
public final class NspawnRoom implements Room {

    static final String KEY = "nspawn";
    private static final String PROGRAM = "systemd-nspawn";

    private final Executables executables;

    public NspawnRoom() {
        this(Executables.live());
    }

    NspawnRoom(Executables executables) {
        this.executables = executables;
    }

    @Override
    public String name() {
        return KEY;
    }

    @Override
    public List<String> defaultKeys() {
        return List.of(KEY);
    }

    @Override
    public Optional<Backend> open(String key, BackendContext context) {
        if (!key.equals(KEY)) {
            return Optional.empty();
        }
        boolean root = new Kernel().call(Syscall.GETEUID) == 0;
        NspawnDriver driver =
                new NspawnDriver(executables.find(PROGRAM), root, context.directory());
        return Optional.of(new ProgramBackend(driver, context));
    }
}
