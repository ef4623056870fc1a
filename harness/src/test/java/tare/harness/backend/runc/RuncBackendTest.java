package tare.harness.backend.runc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.ProgramTrial;
import tare.harness.backend.bundle.OciContract;
import tare.harness.backend.program.Executables;

@Tag("runtime")
class RuncBackendTest extends OciContract {

    @Override
    protected Backend backend(BackendContext context) {
        return new RuncRoom().open("runc", context).orElseThrow();
    }

    @Test
    void aProgramThatReachesItsMemoryLimitIsSaidToHave() throws IOException {
        String told = ProgramTrial.obituaryOfEater(availableBackend(), spec().name(), directory);
        assertTrue(told.contains("its limit of memory was reached"), told);
        assertEquals(List.of(), journal.open());
    }

    @Test
    void withoutTheProgramItSaysHowToGetIt() {
        Backend backend =
                new RuncRoom(Executables.in(List.of())).open("runc", context).orElseThrow();
        assertEquals(
                new Availability.Unavailable("there is no program runc", "tare setup runc"),
                backend.probe());
    }
}
