package tare.harness.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tare.harness.crowd.Batch;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Step;
import tare.results.model.Warning;
import tare.results.model.WarningKind;
import tare.results.statistics.Quantiles;
import tare.results.statistics.Slope;

/** Turns what was read of a population into cells, and says what grew. */
final class ChurnFindings {

    private static final String WORKLOAD = "probe";

    /** Less is not worth a warning, even where it is shown. */
    private static final double NOTABLE = 0.01;

    private final Step step;
    private final List<Double> starts = new ArrayList<>();
    private final List<Double> medians = new ArrayList<>();
    private final List<Double> charges = new ArrayList<>();
    private final List<Double> descriptors = new ArrayList<>();

    ChurnFindings(Step step) {
        this.step = step;
    }

    static CellKey key(String backend, Metric metric) {
        return CellKey.of(Churn.NAME, backend, WORKLOAD, metric);
    }

    /** Starts between two readings. */
    void starts(List<Batch.Start> some) {
        double[] nanos = some.stream().mapToDouble(start -> (double) start.nanos()).toArray();
        for (double each : nanos) {
            starts.add(each);
        }
        if (nanos.length > 0) {
            medians.add(Quantiles.median(nanos));
        }
    }

    void reading(MemoryReader.Reading reading, int open) {
        reading.cgroupBytes().ifPresent(charges::add);
        descriptors.add((double) open);
    }

    /**
     * All cells.
     *
     * @param warnings where what grew is told
     */
    List<Finding> all(List<Warning> warnings) {
        List<Finding> findings = new ArrayList<>();
        add(findings, key(step.backend(), Metric.STAGE_READY), starts);
        add(findings, key(step.backend(), Metric.MEMORY_CGROUP), charges);
        add(findings, key(step.backend(), Metric.CHURN_DESCRIPTORS), descriptors);
        drift(findings, "start", medians, warnings);
        drift(findings, "memory", charges, warnings);
        drift(findings, "descriptors", descriptors, warnings);
        return findings;
    }

    /** From the first reading to the last, as a share of the median, along the fitted line. */
    private void drift(
            List<Finding> findings, String of, List<Double> values, List<Warning> warnings) {
        if (values.size() < 3) {
            return;
        }
        double[] y = array(values);
        double[] x = IntStream.range(0, y.length).asDoubleStream().toArray();
        Slope line = Slope.theilSen(x, y);
        double span = (y.length - 1) / Quantiles.median(y);
        add(
                findings,
                key(step.backend(), Metric.CHURN_DRIFT).with("of", of),
                List.of(line.slope() * span));
        if (line.low() * span > NOTABLE && !of.equals("start")) {
            warnings.add(
                    new Warning(
                            WarningKind.DRIFT,
                            String.format(
                                    Locale.ROOT,
                                    "%s: %s grew by %.1f %% (at least %.1f %%) over %d starts",
                                    step.backend(),
                                    of,
                                    100 * line.slope() * span,
                                    100 * line.low() * span,
                                    starts.size())));
        }
    }

    private void add(List<Finding> findings, CellKey key, List<Double> values) {
        if (!values.isEmpty()) {
            Samples samples = new Samples(array(values));
            findings.add(new Finding.Found(key, new Round(step.round(), step.order(), samples)));
        }
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
