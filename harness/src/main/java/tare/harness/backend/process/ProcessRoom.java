package tare.harness.backend.process;

import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;

/** The one key {@code process}. */
public final class ProcessRoom implements Room {

    static final String KEY = "process";

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
        return key.equals(KEY) ? Optional.of(new ProcessBackend(context)) : Optional.empty();
    }
}
