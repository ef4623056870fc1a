package tare.harness.backend.podman;

import java.util.List;
import java.util.Optional;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.ProgramBackend;

/** {@code podman}, with runc below; {@code podman:crun}; {@code podman:runc} is the former. */
public final class PodmanRoom implements Room {

    static final String KEY = "podman";
    private static final String RUNC = "runc";
    private static final String CRUN = "crun";

    private final Executables executables;

    public PodmanRoom() {
        this(Executables.live());
    }

    PodmanRoom(Executables executables) {
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
        return switch (key) {
            case KEY, KEY + ":" + RUNC -> Optional.of(backend(KEY, RUNC, context));
            case KEY + ":" + CRUN -> Optional.of(backend(key, CRUN, context));
            default -> Optional.empty();
        };
    }

    private Backend backend(String key, String runtime, BackendContext context) {
        PodmanDriver driver =
                new PodmanDriver(
                        key, runtime, executables.find(KEY), executables.find(runtime), context);
        return new ProgramBackend(driver, context);
    }
}
