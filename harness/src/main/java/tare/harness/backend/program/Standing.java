package tare.harness.backend.program;

import java.time.Duration;
import tare.harness.backend.BackendContext;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.ProbeLauncher;

/**
 * An instance that stays beside the launches: a guest in which others are started. It is in the
 * journal until it has ended. Used by one thread at a time.
 */
public final class Standing implements AutoCloseable {

    /** Its first process ends at once when its control closes, or is killed. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ProgramInstance instance;
    private boolean over;

    private Standing(ProgramInstance instance) {
        this.instance = instance;
    }

    /**
     * Starts one and waits until it is ready and has answered.
     *
     * @param spec named as nothing else of the run
     * @throws LaunchException why not, with what it said; nothing is left
     */
    public static Standing start(Driver driver, BackendContext context, InstanceSpec spec) {
        ProbeLauncher launcher = new ProbeLauncher(context);
        try (ProgramLaunch launch = new ProgramLaunch(driver, context, launcher, spec, PATIENCE)) {
            ProgramInstance instance = launch.start();
            instance.awaitReady();
            instance.afterReady();
            return new Standing(instance);
        }
    }

    /**
     * Ends it by force, for it does not do what it should, or has ended by itself.
     *
     * @return the cause, with what the instance has said, and what of it is left if something is
     */
    public LaunchException lost(LaunchException cause) {
        if (over) {
            return cause;
        }
        over = true;
        return instance.ended(cause);
    }

    /**
     * Ends it in order; idempotent.
     *
     * @throws LaunchException if something of it is left, which then stays in the journal
     */
    @Override
    public void close() {
        if (!over) {
            over = true;
            instance.close();
        }
    }
}
