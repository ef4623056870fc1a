package tare.harness.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tare.harness.fork.ForkSettings;
import tare.harness.fork.SampleFile;
import tare.harness.jmh.LaunchFork;
import tare.results.failure.OutputError;

/**
 * The files of a step of start times, whoever launches in it.
 *
 * @param name of the step, unique in a run
 */
record StartStep(String name, StepContext context) {

    Path samples() {
        return context.output().resolve("samples").resolve(name + ".samples");
    }

    Path log() {
        return context.output().resolve("logs").resolve(name + ".log");
    }

    /** Makes the directories. */
    void open() throws IOException {
        Files.createDirectories(samples().getParent());
        Files.createDirectories(log().getParent());
    }

    /** Drops what a run that was cut short left. */
    void startOver() throws IOException {
        Files.deleteIfExists(samples());
    }

    /** What has been measured so far. */
    SampleFile.Content measured() throws IOException {
        return SampleFile.read(samples());
    }

    /** Launches as the settings say; JMH's own figures, one for each launch. */
    List<Double> launch(ForkSettings settings) throws IOException {
        return LaunchFork.run(
                settings,
                context.scratchDirectory().resolve(name + ".properties"),
                log(),
                context.output().resolve("exports/jmh/" + name + ".json"));
    }

    /** The findings as they are; the log of a step that lacks nothing is of no use. */
    StepOutcome outcome(List<Finding> findings) throws IOException {
        if (findings.stream().noneMatch(Finding.Missing.class::isInstance)) {
            Files.deleteIfExists(log());
        }
        return new StepOutcome(findings, List.of());
    }

    /** What a file that cannot be kept means; {@code then} is what to do once there is space. */
    OutputError unkept(IOException e, String then) {
        return new OutputError(
                "cannot keep the samples of a step",
                samples().toString(),
                String.valueOf(e.getMessage()),
                "free space, then " + then,
                e);
    }
}
