package tare.harness.backend.probe;

import java.io.IOException;
import java.util.Optional;
import tare.harness.linux.cgroup.ControlGroup;

/** Says that a limit of memory was what ended an instance. */
public final class MemoryKills {

    private MemoryKills() {}

    /** To be put behind how an instance ended; empty if its limit has killed nothing. */
    public static String told(Optional<ControlGroup> group) {
        try {
            return group.isPresent() ? told(group.get().memoryKills().orElse(0)) : "";
        } catch (IOException e) {
            return "; whether its limit of memory did it cannot be read: " + e.getMessage();
        }
    }

    /** The same for a number that was read elsewhere. */
    public static String told(long kills) {
        return kills == 0
                ? ""
                : "; its limit of memory was reached, and the kernel killed in it (" + kills + ")";
    }
}
