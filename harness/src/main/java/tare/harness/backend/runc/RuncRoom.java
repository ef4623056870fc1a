package tare.harness.backend.runc;

import tare.harness.backend.Availability;
import tare.harness.backend.BackendContext;
import tare.harness.backend.bundle.OciDriver;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.SingleRoom;

/** The one key {@code runc}. */
public final class RuncRoom extends SingleRoom {

    static final String KEY = "runc";

    public RuncRoom() {
        this(Executables.live());
    }

    RuncRoom(Executables executables) {
        super(KEY, executables);
    }

    @Override
    protected Driver driver(Executables found, BackendContext context) {
        OciDriver.Kind kind =
                new OciDriver.Kind(
                        KEY,
                        "the probe by runc create and runc start, from a bundle that Tare writes",
                        new OciDriver.Found(
                                found.find(KEY),
                                new Availability.Unavailable(
                                        "there is no program runc", "tare setup runc")),
                        RuncRoom::remedy);
        return new OciDriver(kind, context);
    }

    private static String remedy(String words) {
        if (words.contains("ermission denied")
                || words.contains("peration not permitted")
                || words.contains("rootless container requires")) {
            return "run as root";
        }
        return "";
    }
}
