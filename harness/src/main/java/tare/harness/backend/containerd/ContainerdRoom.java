package tare.harness.backend.containerd;

import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.ProgramBackend;

/** The one key {@code containerd}. */
public final class ContainerdRoom implements Room {

    static final String KEY = "containerd";

    private final Executables executables;

    public ContainerdRoom() {
        this(Executables.live());
    }

    ContainerdRoom(Executables executables) {
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
        return key.equals(KEY)
                ? Optional.of(
                        new ProgramBackend(new ContainerdDriver(executables, context), context))
                : Optional.empty();
    }
}
