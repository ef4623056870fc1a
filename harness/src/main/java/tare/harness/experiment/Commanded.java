package tare.harness.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tare.harness.backend.BackendContext;
import tare.harness.backend.LaunchException;
import tare.harness.fork.ForkSettings;
import tare.results.failure.OutputError;
import tare.results.model.Outcome;
import tare.results.model.Step;

/**
 * What steps have in common that have a JVM of their own do what they say.
 *
 * @param name of the step, unique in the run
 * @param settings of the JVM
 * @param log what the JVM says; kept only where something went wrong
 */
record Commanded(String name, ForkSettings settings, Path log) {

    /**
     * @param experiment its name
     * @param warmupLaunches at most
     * @param warmupNanos at most
     */
    static Commanded of(
            String experiment,
            Step step,
            StepContext context,
            int warmupLaunches,
            long warmupNanos) {
        String name =
                String.format(Locale.ROOT, "%s-r%d-%d", experiment, step.round(), step.order());
        return new Commanded(
                name,
                new ForkSettings(
                        context.runId(),
                        step.backend(),
                        BackendContext.settingsOf(context.plan().parameters()),
                        name,
                        context.stateDirectory(),
                        context.scratchDirectory(),
                        context.scratchDirectory().resolve(name + ".samples"),
                        0,
                        List.of(),
                        warmupLaunches,
                        warmupNanos,
                        "",
                        ""),
                context.output().resolve("logs").resolve(name + ".log"));
    }

    /** The settings file of the JVM. */
    Path settingsFile() {
        return settings.scratchDirectory().resolve(name + ".properties");
    }

    /** Why there is no figure, with the JVM's last words. */
    Outcome.Absent failed(LaunchException e) {
        String words;
        try {
            words = LogTail.of(log);
        } catch (IOException unreadable) {
            words = String.valueOf(unreadable.getMessage());
        }
        String tail = words.equals("no output") ? "" : "; the launching JVM said: " + words;
        return new Outcome.Absent(Outcome.Kind.FAILED, e.getMessage() + tail, e.remedy());
    }

    /** That what the step needs cannot be kept. */
    OutputError unkept(IOException e) {
        return new OutputError(
                "cannot keep what a step needs",
                log.toString(),
                String.valueOf(e.getMessage()),
                "free space, then go on with --resume",
                e);
    }
}
