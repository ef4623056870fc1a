package tare.harness.backend.program;

import tare.harness.backend.Launch;

/** Makes the launch of a runtime's program fail. */
public final class Sabotage {

    private Sabotage() {}

    /** At the first step of its tape. */
    public static void spoil(Launch launch) {
        ((ProgramLaunch) launch).tape().spoil(0);
    }
}
