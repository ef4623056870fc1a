package tare.harness.backend.nested;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.probe.Pipes;
import tare.harness.linux.Kernel;

/** Gives each guest its pipes, and remembers them: by these the agent is spoken to. */
final class LatestPipes implements Supplier<Pipes> {

    private @Nullable Pipes latest;

    @Override
    public Pipes get() {
        Pipes made = Pipes.toTerminal(new Kernel());
        latest = made;
        return made;
    }

    /** Those of the guest that was booted last. */
    Pipes latest() {
        Pipes known = latest;
        if (known == null) {
            throw new IllegalStateException("the driver did not ask for the line's pipes");
        }
        return known;
    }
}
