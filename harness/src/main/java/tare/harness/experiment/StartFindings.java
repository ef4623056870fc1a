package tare.harness.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import tare.harness.backend.Stages;
import tare.harness.fork.ForkSettings;
import tare.harness.fork.LaunchSample;
import tare.harness.fork.SampleFile;
import tare.results.failure.Defect;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Step;
import tare.results.statistics.Quantiles;

/** What the launches of one step of {@link StartTime} show. */
final class StartFindings {

    private static final String WORKLOAD = "probe";
    private static final String HOST = "host";

    private final Step step;
    private final SampleFile.Content content;
    private final List<LaunchSample> plain;
    private final List<Finding> findings = new ArrayList<>();

    StartFindings(Step step, SampleFile.Content content) {
        this.step = step;
        this.content = content;
        plain = content.samples().stream().filter(s -> s.spinNanos() == 0).toList();
    }

    /**
     * Every cell's share of this round, and what is missing from it.
     *
     * @param planned number of launches that were planned
     * @param before number of launches that an earlier, killed run had left
     * @param jmh what JMH measured of the launches after those, in nanoseconds; empty if it failed
     * @param log what the fork wrote to its console
     */
    List<Finding> all(int planned, int before, List<Double> jmh, Path log) throws IOException {
        if (content.samples().size() < planned) {
            findings.add(missing(log));
        }
        if (!plain.isEmpty()) {
            stage(Metric.STAGE_CREATED, Stages::createdNanos);
            stage(Metric.STAGE_ENTERED, Stages::enteredNanos);
            stage(Metric.STAGE_READY, Stages::readyNanos);
            duration(plain, Metric.STAGE_STOPPED, StartFindings::stoppedNanos);
            duration(plain, Metric.CPU_CHILD, s -> s.stages().childCpuNanos());
            duration(plain, Metric.CPU_TARE, s -> s.stages().tareCpuNanos());
            layers();
            calibrate();
            cold();
            keepJmh(before, jmh);
            migrations();
        }
        return List.copyOf(findings);
    }

    private Finding missing(Path log) throws IOException {
        String reason;
        String remedy;
        if (content.failures().isEmpty()) {
            reason = "the launching JVM ended early: " + LogTail.of(log);
            remedy = "see logs/" + log.getFileName();
        } else {
            SampleFile.Failure failure = content.failures().get(content.failures().size() - 1);
            reason = failure.reason();
            remedy = failure.remedy();
        }
        return new Finding.Missing(
                key(step.backend(), Metric.STAGE_READY),
                new Outcome.Absent(Outcome.Kind.FAILED, reason, remedy));
    }

    private void stage(Metric metric, ToLongFunction<Stages> end) {
        duration(
                plain,
                metric,
                s ->
                        end.applyAsLong(s.stages()) == Stages.UNSEEN
                                ? Stages.UNSEEN
                                : end.applyAsLong(s.stages()) - s.stages().startNanos());
    }

    private static long stoppedNanos(LaunchSample sample) {
        return sample.stages().stoppedNanos() - sample.stages().stopRequestedNanos();
    }

    /** A stage that this backend cannot show has no cell: an absent thing is not a zero. */
    private void duration(
            List<LaunchSample> samples, Metric metric, ToLongFunction<LaunchSample> nanos) {
        double[] values = samples.stream().mapToDouble(s -> nanos.applyAsLong(s)).toArray();
        for (double value : values) {
            if (value == Stages.UNSEEN) {
                return;
            }
            if (value < 0) {
                throw new Defect(
                        "a negative duration",
                        step.experiment() + "/" + step.backend() + "/" + metric.id(),
                        value + " ns",
                        "report it");
            }
        }
        found(key(step.backend(), metric), values);
    }

    /** Layers that every launch shows; what all launches share was found once for the round. */
    private void layers() {
        for (Metric metric : plain.get(0).layers().nanos().keySet()) {
            ToLongFunction<LaunchSample> nanos =
                    s -> s.layers().nanos().getOrDefault(metric, Stages.UNSEEN);
            boolean once = plain.stream().mapToLong(nanos).distinct().count() == 1;
            if (metric == Metric.LAYER_RECORDER) {
                // A difference of two medians, which noise can bring below zero.
                found(key(step.backend(), metric), (double) nanos.applyAsLong(plain.get(0)));
            } else {
                duration(once ? plain.subList(0, 1) : plain, metric, nanos);
            }
        }
    }

    private void calibrate() {
        double base = medianReady(plain);
        for (long spin : StartTime.SPINS_NANOS) {
            List<LaunchSample> spun = spun(spin);
            if (!spun.isEmpty()) {
                CellKey key =
                        key(step.backend(), Metric.CALIBRATION_ERROR)
                                .with("spin", spin / 1_000_000 + "ms");
                found(key, medianReady(spun) - base - spin);
            }
        }
    }

    private void cold() {
        double[] cold =
                spun(ForkSettings.COLD).stream().mapToDouble(LaunchSample::readyNanos).toArray();
        if (cold.length > 0) {
            found(key(step.backend(), Metric.STAGE_READY).with("cache", "cold"), cold);
        }
    }

    private List<LaunchSample> spun(long spinNanos) {
        return content.samples().stream().filter(s -> s.spinNanos() == spinNanos).toList();
    }

    /**
     * JMH's figure for the same launches: {@code Doubts} compares the two when all rounds are in.
     */
    private void keepJmh(int before, List<Double> jmh) {
        List<LaunchSample> all = content.samples();
        if (jmh.isEmpty() || jmh.size() != all.size() - before) {
            return; // the fork failed, and a finding says so
        }
        double[] theirs =
                IntStream.range(before, all.size())
                        .filter(i -> all.get(i).spinNanos() == 0)
                        .mapToDouble(i -> jmh.get(i - before))
                        .toArray();
        if (theirs.length > 0) {
            found(key(step.backend(), Metric.JMH_LAUNCH), theirs);
        }
    }

    private void migrations() {
        if (content.migrations().isPresent()) {
            found(
                    CellKey.of(StartTime.NAME, step.backend(), HOST, Metric.HOST_MIGRATIONS),
                    (double) content.migrations().getAsLong());
        }
    }

    private static double medianReady(List<LaunchSample> samples) {
        return Quantiles.median(samples.stream().mapToDouble(LaunchSample::readyNanos).toArray());
    }

    private void found(CellKey key, double... values) {
        findings.add(
                new Finding.Found(key, new Round(step.round(), step.order(), new Samples(values))));
    }

    static CellKey key(String backend, Metric metric) {
        return CellKey.of(StartTime.NAME, backend, WORKLOAD, metric);
    }
}
