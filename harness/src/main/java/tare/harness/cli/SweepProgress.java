package tare.harness.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import tare.harness.experiment.StepOutcome;
import tare.harness.run.Progress;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.Step;
import tare.results.model.Warning;

/** Progress of a simulation: a bar on a terminal, two lines elsewhere. */
final class SweepProgress implements Progress {

    private static final int REFRESH_MILLIS = 200;

    private final PrintStream err;
    private final boolean interactive;
    private @Nullable ProgressBar bar;

    SweepProgress(Console console) {
        this.err = console.err();
        this.interactive = console.interactive();
    }

    @Override
    public void planned(Plan plan, Path output, int done, long estimateNanos) {
        err.println(
                String.format(
                        Locale.ROOT,
                        "Simulation into %s: %d trials, seed %d",
                        output,
                        plan.steps().size() - done,
                        plan.seed()));
        if (interactive) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName("tare")
                            .setInitialMax(plan.steps().size())
                            .startsFrom(done, java.time.Duration.ZERO)
                            .setStyle(ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(REFRESH_MILLIS)
                            .setConsumer(new ConsoleProgressBarConsumer(err, 79))
                            .build();
        }
    }

    @Override
    public void skipped(String backend, String reason, String remedy) {
        err.println("skipped " + backend + ": " + reason);
    }

    @Override
    public void stepStarted(Step step) {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.setExtraMessage(step.backend());
        }
    }

    @Override
    public void stepDone(Step step, StepOutcome outcome) {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.step();
        }
    }

    @Override
    public void warned(Warning warning) {
        err.println(
                "warning: "
                        + warning.kind().sentence()
                        + (warning.detail().isEmpty() ? "" : ": " + warning.detail()));
    }

    @Override
    public void finished(RunResult result) {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.close();
            bar = null;
        }
    }
}
