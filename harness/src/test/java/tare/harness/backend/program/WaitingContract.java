package tare.harness.backend.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.BackendContract;
import tare.harness.backend.Launch;

/** What holds for every runtime of one key that waits beside the probe. */
public abstract class WaitingContract extends BackendContract {

    private final String program;

    /**
     * @param program without which it is unavailable
     */
    protected WaitingContract(String program) {
        this.program = program;
    }

    /** The room, which looks for its program there. */
    protected abstract SingleRoom room(Executables executables);

    @Override
    protected final Backend backend(BackendContext context) {
        return backend(Executables.live(), context);
    }

    private Backend backend(Executables executables, BackendContext context) {
        SingleRoom room = room(executables);
        return room.open(room.name(), context).orElseThrow();
    }

    @Override
    protected final void sabotage(Launch launch) {
        Sabotage.spoil(launch);
    }

    @Override
    protected int manyAtOnce() {
        return 10;
    }

    @Override
    protected Duration slowness() {
        return Duration.ofSeconds(1);
    }

    @Test
    void isUnavailableWithoutItsProgram() {
        Executables none = Executables.in(List.of(directory.toString()));
        Backend backend = backend(none, context);
        assertEquals(
                new Availability.Unavailable(
                        "there is no program " + program, "tare setup " + backend.key()),
                backend.probe());
    }

    @Test
    void otherKeysAreNotIts() {
        SingleRoom room = room(Executables.live());
        assertTrue(room.open(room.name() + "x", context).isEmpty());
    }
}
