package tare.harness.run;

import java.util.ArrayList;
import java.util.List;
import tare.harness.experiment.Finding;
import tare.harness.host.Pressure;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Step;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/** What else happened on the host during a step, as cells of its own and as a warning. */
final class Disturbance {

    private static final String WORKLOAD = "host";

    private Disturbance() {}

    /** One sample a step; what the kernel does not tell has no cell. */
    static List<Finding> findings(Step step, Pressure during) {
        List<Finding> findings = new ArrayList<>();
        add(findings, step, Metric.HOST_STEAL, during.stealShare());
        add(findings, step, Metric.HOST_OTHER, during.otherShare());
        add(findings, step, Metric.HOST_LOAD, during.loadAfter());
        if (during.hertzAfter().isPresent()) {
            add(findings, step, Metric.HOST_FREQUENCY, (double) during.hertzAfter().getAsLong());
        }
        return findings;
    }

    static Warning warning(Step step, Pressure during) {
        return new Warning(
                WarningKind.NOISY_ROUND,
                step.experiment()
                        + " "
                        + step.backend()
                        + ", round "
                        + step.round()
                        + ": "
                        + during.describe());
    }

    private static void add(List<Finding> findings, Step step, Metric metric, double value) {
        if (Double.isFinite(value)) {
            findings.add(
                    new Finding.Found(
                            CellKey.of(step.experiment(), step.backend(), WORKLOAD, metric),
                            new Round(step.round(), step.order(), new Samples(value))));
        }
    }
}
