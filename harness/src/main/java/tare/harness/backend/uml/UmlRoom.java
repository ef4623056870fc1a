package tare.harness.backend.uml;

import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.ProgramBackend;

/** The one key {@code uml}. */
public final class UmlRoom implements Room {

    static final String KEY = "uml";

    private final Executables executables;

    public UmlRoom() {
        this(Executables.live());
    }

    UmlRoom(Executables executables) {
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
        UmlDriver driver =
                new UmlDriver(
                        executables.find(UmlDriver.PROGRAM),
                        executables.find(UmlDriver.FIRST),
                        context);
        return Optional.of(new ProgramBackend(driver, context));
    }
}
