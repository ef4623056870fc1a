package tare.harness.backend.program;

import java.time.Duration;
import java.util.function.Consumer;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.linux.Ended;

/**
 * A command beside the launches: what a driver needs done once, such as an image, or after a
 * failure. Used by one thread at a time.
 */
public final class Errand {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final InstanceSpec ANYWHERE = InstanceSpec.named("errand");

    private final ProbeLauncher launcher;
    private final Consumer<ProbeTape> setting;

    /**
     * @param setting steps of each command's own process before it becomes the program
     */
    public Errand(ProbeLauncher launcher, Consumer<ProbeTape> setting) {
        this.launcher = launcher;
        this.setting = setting;
    }

    /**
     * Runs a command to its end, at most 20 seconds.
     *
     * @param step what a failure is called
     * @throws LaunchException with what the program said, if it fails or does not end
     */
    public void run(String step, Command command) {
        play(step, command, true, false);
    }

    /**
     * The same for a command of which only the words are of interest.
     *
     * @return what it said on descriptor 2: the first and the last 4 KiB
     * @throws LaunchException with what the program said, if it does not end
     */
    public String listen(String step, Command command) {
        return play(step, command, false, false);
    }

    /**
     * The same for a command that answers on descriptor 1.
     *
     * @return what it said on both: the first and the last 4 KiB
     * @throws LaunchException with what the program said, if it fails or does not end
     */
    public String hear(String step, Command command) {
        return play(step, command, true, true);
    }

    private String play(String step, Command command, boolean mustSucceed, boolean both) {
        try (Errors errors = new Errors(launcher.kernel(), "errand");
                Runs runs = new Runs(launcher, ANYWHERE, errors, setting, PATIENCE)) {
            try {
                Ended ended = both ? runs.runHeard(command, step) : runs.run(command, step);
                if (mustSucceed && !ended.succeeded()) {
                    throw new LaunchException(step, ended.describe(), "", null);
                }
                return errors.words();
            } catch (LaunchException e) {
                String words = errors.words();
                String why = words.isEmpty() ? e.why() : e.why() + "; it said: " + words;
                throw new LaunchException(step, why, e.remedy(), e);
            }
        }
    }
}
