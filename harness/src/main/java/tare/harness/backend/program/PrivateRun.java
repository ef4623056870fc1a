package tare.harness.backend.program;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import tare.harness.backend.Availability;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.linux.Namespace;
import tare.harness.linux.RootSteps;
import tare.harness.linux.SyscallTape;

/**
 * A mount namespace in which /run is empty and the runtime's own: for runtimes that keep locks and
 * state there which nobody takes away when they are killed. It goes with the last process in it.
 */
public final class PrivateRun {

    private static final Path RUN = Path.of("/run");

    private PrivateRun() {}

    /** Adds the steps: part of the measured path. Needs root. */
    public static void addTo(ProbeTape tape) {
        SyscallTape steps = tape.tape();
        steps.unshare(Set.of(Namespace.MOUNT));
        RootSteps.addPrivateMounts(steps);
        RootSteps.addEmpty(steps, RUN);
    }

    /** Why the runtime would not find what lies in a directory; empty if it would. */
    public static Optional<Availability> hides(Path directory) {
        return directory.toAbsolutePath().normalize().startsWith(RUN)
                ? Optional.of(
                        new Availability.Unavailable(
                                directory + " lies below /run, which the runtime does not see",
                                "set XDG_STATE_HOME to a directory elsewhere"))
                : Optional.empty();
    }
}
