package tare.harness.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import tare.harness.experiment.Finding;
import tare.harness.experiment.StepOutcome;
import tare.harness.run.Progress;
import tare.results.model.Metric;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.Step;
import tare.results.model.Warning;
import tare.results.model.WarningKind;
import tare.results.statistics.Quantiles;

/** Progress on a terminal, or plain lines where there is none. */
final class ConsoleProgress implements Progress {

    private static final int REFRESH_MILLIS = 500;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream err;
    private final boolean interactive;
    private final Map<String, List<Finding>> findings = new HashMap<>();
    private final Map<String, Integer> missing = new HashMap<>();
    private final Map<WarningKind, Integer> warnings = new EnumMap<>(WarningKind.class);
    private @Nullable ProgressBar bar;

    ConsoleProgress(Console console) {
        this.err = console.err();
        this.interactive = console.interactive();
    }

    @Override
    public void planned(Plan plan, Path output, int done, long estimateNanos) {
        for (Step step : plan.steps()) {
            missing.merge(cell(step), 1, Integer::sum);
        }
        line(
                String.format(
                        Locale.ROOT,
                        "Run into %s: %d steps, about %s, seed %d",
                        output,
                        plan.steps().size() - done,
                        Quantity.patience(estimateNanos),
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
        line("skipped " + backend + ": " + reason + (remedy.isEmpty() ? "" : " (" + remedy + ")"));
    }

    @Override
    public void stepStarted(Step step) {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.setExtraMessage(step.experiment() + " " + step.backend());
        }
    }

    @Override
    public void stepDone(Step step, StepOutcome outcome) {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.step();
        }
        List<Finding> known = findings.computeIfAbsent(cell(step), key -> new ArrayList<>());
        known.addAll(outcome.findings());
        outcome.warnings().forEach(this::warned);
        if (missing.merge(cell(step), -1, Integer::sum) == 0) {
            summaries(step, known).forEach(this::line);
            findings.remove(cell(step));
        }
    }

    /** The first of its kind in full; more of them are counted, for the report lists them all. */
    @Override
    public void warned(Warning warning) {
        if (warnings.merge(warning.kind(), 1, Integer::sum) > 1) {
            return;
        }
        String detail = warning.detail().isEmpty() ? "" : ": " + warning.detail();
        line("warning: " + warning.kind().sentence() + detail);
    }

    @Override
    public void finished(RunResult result) {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.close();
            bar = null;
        }
        warningsCounted();
        OverheadText.lines(result).forEach(this::line);
    }

    /** How many warnings were not said, by kind. */
    void warningsCounted() {
        warnings.forEach(
                (kind, count) -> {
                    if (count > 1) {
                        line(
                                "warning: "
                                        + kind.sentence()
                                        + ": "
                                        + (count - 1)
                                        + " more, listed in the report");
                    }
                });
    }

    private void line(String text) {
        err.println(bar == null ? text : ERASE_LINE + text);
        ProgressBar shown = bar;
        if (shown != null) {
            shown.refresh();
        }
    }

    private static String cell(Step step) {
        return step.experiment() + " " + step.backend();
    }

    /** One line for each backend that an experiment is done with. */
    private static List<String> summaries(Step step, List<Finding> findings) {
        Map<String, List<Finding>> byBackend = new LinkedHashMap<>();
        byBackend.put(step.backend(), new ArrayList<>());
        for (Finding finding : findings) {
            byBackend
                    .computeIfAbsent(finding.key().backend(), key -> new ArrayList<>())
                    .add(finding);
        }
        List<String> lines = new ArrayList<>();
        byBackend.forEach(
                (backend, own) -> lines.add(summary(step.experiment() + " " + backend, own)));
        return lines;
    }

    private static String summary(String cell, List<Finding> findings) {
        double[] ready = values(findings, Metric.STAGE_READY);
        double[] memory = memory(findings, false);
        double[] merged = memory(findings, true);
        StringBuilder line = new StringBuilder(cell).append(':');
        if (ready.length > 0) {
            line.append(" ready after ")
                    .append(Quantity.nanos(Quantiles.median(ready)))
                    .append(" at p50, ")
                    .append(Quantity.nanos(Quantiles.nearestRank(ready, 0.99)))
                    .append(" at p99 of ")
                    .append(ready.length)
                    .append(" launches");
        }
        if (memory.length > 0) {
            line.append(' ')
                    .append(Quantity.bytes(Quantiles.median(memory)))
                    .append(" per instance, median of ")
                    .append(memory.length)
                    .append(" rounds");
        }
        if (merged.length > 0) {
            line.append(", ")
                    .append(Quantity.bytes(Quantiles.median(merged)))
                    .append(" with same-page merging");
        }
        line.append(OverheadText.summary(findings));
        line.append(LoadText.summary(findings));
        findings.stream()
                .filter(Finding.Missing.class::isInstance)
                .map(Finding.Missing.class::cast)
                .findFirst()
                .ifPresent(
                        failed ->
                                line.append(" ")
                                        .append(failed.why().kind().id())
                                        .append(": ")
                                        .append(failed.why().reason()));
        return line.toString();
    }

    private static double[] memory(List<Finding> findings, boolean merged) {
        return values(
                findings.stream()
                        .filter(finding -> finding.key().parameters().isEmpty() != merged)
                        .toList(),
                Metric.MEMORY_INSTANCE);
    }

    private static double[] values(List<Finding> findings, Metric metric) {
        return findings.stream()
                .filter(Finding.Found.class::isInstance)
                .map(Finding.Found.class::cast)
                .filter(found -> found.key().metric() == metric)
                .flatMapToDouble(found -> java.util.Arrays.stream(found.round().samples().values()))
                .toArray();
    }
}
