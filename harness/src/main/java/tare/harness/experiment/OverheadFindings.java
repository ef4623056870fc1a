package tare.harness.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tare.harness.jmh.JobResult;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Step;
import tare.workloads.benchmark.Workloads;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Requirement;
import tare.workloads.inside.JvmView;

/** What the forks of one step of {@link Overhead} show. */
final class OverheadFindings {

    private final Step step;
    private final List<OverheadCase> cases;

    OverheadFindings(Step step, List<OverheadCase> cases) {
        this.step = step;
        this.cases = cases;
    }

    /** No cell of the step has samples. */
    List<Finding> none(Outcome.Kind kind, String reason, String remedy) {
        return cases.stream().map(work -> missing(work, kind, reason, remedy)).toList();
    }

    /**
     * A finding for each cell.
     *
     * @param results of the canary's job and then of one for each cell, as many as were done
     * @param log what the JVM that hosts JMH printed
     */
    List<Finding> of(List<JobResult> results, Path log) throws IOException {
        if (results.isEmpty()) {
            return none(
                    Outcome.Kind.FAILED,
                    "the JVM that hosts JMH ended early: " + LogTail.of(log),
                    "see logs/" + log.getFileName());
        }
        JobResult canary = results.get(0);
        if (canary.failed()) {
            return none(
                    Outcome.Kind.FAILED,
                    "the canary, without which no score counts: " + canary.reason(),
                    canary.remedy());
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            OverheadCase work = cases.get(i);
            if (i + 1 < results.size()) {
                findings.add(finding(work, results.get(i + 1)));
            } else {
                findings.add(
                        missing(
                                work,
                                Outcome.Kind.FAILED,
                                "the JVM that hosts JMH ended early: " + LogTail.of(log),
                                "see logs/" + log.getFileName()));
            }
        }
        canary.view().ifPresent(view -> add(findings, view));
        return findings;
    }

    private Finding finding(OverheadCase work, JobResult result) {
        if (!result.failed()) {
            return new Finding.Found(
                    work.key(step.backend()),
                    new Round(
                            step.round(),
                            step.order(),
                            new Samples(
                                    result.scores().stream()
                                            .mapToDouble(Double::doubleValue)
                                            .toArray())));
        }
        Optional<Lack> lack = Lack.in(result.reason());
        boolean ofTheHost = lack.isPresent() && lack.get().requirement() == Requirement.HUGE_PAGES;
        return missing(
                work,
                ofTheHost ? Outcome.Kind.SKIPPED : Outcome.Kind.FAILED,
                result.reason(),
                result.remedy());
    }

    /** What the canary's JVM saw: all forks of a step are launched alike. */
    private void add(List<Finding> findings, JvmView view) {
        add(findings, Metric.JVM_PROCESSORS, view.processors());
        add(findings, Metric.JVM_HEAP, (double) view.heapBytes());
        if (view.memoryBytes() >= 0) {
            add(findings, Metric.JVM_MEMORY, (double) view.memoryBytes());
        }
    }

    private void add(List<Finding> findings, Metric metric, double value) {
        findings.add(
                new Finding.Found(
                        CellKey.of(Overhead.NAME, step.backend(), Workloads.CANARY, metric),
                        new Round(step.round(), step.order(), new Samples(value))));
    }

    private Finding missing(OverheadCase work, Outcome.Kind kind, String reason, String remedy) {
        return new Finding.Missing(
                work.key(step.backend()), new Outcome.Absent(kind, reason, remedy));
    }
}
