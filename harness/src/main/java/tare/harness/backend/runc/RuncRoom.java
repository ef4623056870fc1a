package tare.harness.backend.runc;

import java.util.List;
import java.util.Optional;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Room;
import tare.harness.backend.bundle.OciDriver;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.ProgramBackend;

/** The one key {@code runc}. */
public final class RuncRoom implements Room {

    static final String KEY = "runc";

    private final Executables executables;

    public RuncRoom() {
        this(Executables.live());
    }

    RuncRoom(Executables executables) {
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
        OciDriver.Kind kind =
                new OciDriver.Kind(
                        KEY,
                        "the probe by runc create and runc start, from a bundle that Tare writes",
                        new OciDriver.Found(
                                executables.find(KEY),
                                new Availability.Unavailable(
                                        "there is no program runc", "tare setup runc")),
                        RuncRoom::remedy);
        return Optional.of(new ProgramBackend(new OciDriver(kind, context), context));
    }

    private static String remedy(String words) {
        if (words.contains("ermission denied") || words.contains("peration not permitted")) {
            return "run as root";
        }
        return "";
    }
}
