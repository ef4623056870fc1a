package tare.harness.backend.firecracker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tare.harness.backend.Room;
import tare.harness.backend.vmm.Vmm;
import tare.harness.backend.vmm.VmmContract;

class FirecrackerBackendTest extends VmmContract {

    FirecrackerBackendTest() {
        super("firecracker", "Firecracker v0.0.0-stand-in");
    }

    @Override
    protected Vmm vmm(Pattern accepted) {
        return new Firecracker(accepted);
    }

    @Override
    protected Room room() {
        return new FirecrackerRoom();
    }

    @Override
    protected String starting() {
        return "/actions";
    }

    @ParameterizedTest
    @CsvSource({
        "Firecracker v1.9.1, true",
        "Firecracker v1.17.0-dev, true",
        "Firecracker v1.9.1 Supported snapshot data format versions: 1, true",
        "Firecracker v0.0.0-stand-in, false",
        "Firecracker v1.9, false",
        "A Firecracker v1.9.1, false",
        "firecracker 1.9.1, false"
    })
    void takesReleasesAlone(String said, boolean taken) {
        assertEquals(taken, Firecracker.RELEASED.matcher(said).lookingAt());
    }
}
